extension PairingCode.Method {
    /// A QR code as an upstream shows it: a data URL, the base 64 of a PNG without the head of one, or
    /// the text itself.
    ///
    /// The text of a code that is a picture is empty unless it is told beside it.
    public static func qr(shown code: String, text: String? = nil) -> PairingCode.Method {
        if DataURL.isDataURL(code) { return .qr(text: text ?? "", imageURL: code) }
        // The first bytes of every PNG.
        guard code.hasPrefix("iVBORw0KGgo") else { return .qr(text: text ?? code, imageURL: "") }
        return .qr(text: text ?? "", imageURL: "data:image/png;base64," + code)
    }
}
