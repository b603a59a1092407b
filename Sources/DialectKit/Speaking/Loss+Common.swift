/// What several upstreams lose, each fact in the same words.
extension Loss {
    /// What a code that comes as a picture lacks.
    public static let textOfCode = Loss(
        "pairing.text",
        .dropped,
        "the QR code comes as a picture without its text",
        known: .withAnswer
    )
}
