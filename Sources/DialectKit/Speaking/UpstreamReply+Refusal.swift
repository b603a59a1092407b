extension UpstreamReply {
    /// The seconds in `Retry-After`, nil where there are none or they are more than a day.
    public var retryAfterSeconds: Int? {
        let field = fields.first { $0.name.lowercased() == "retry-after" }
        guard let field, let seconds = Int(field.value), (0...86_400).contains(seconds) else {
            return nil
        }
        return seconds
    }

    /// Whether an upstream's own words speak of WhatsApp's time-lock (error 463), which is the
    /// account's trouble and not the recipient's.
    public static func tellsOfRestriction(_ text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        if words.contains("463") || words.contains("timelock") { return true }
        return zip(words, words.dropFirst()).contains { $0 == "time" && $1 == "lock" }
    }
}
