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

extension UpstreamReply {
    /// What the status of a refusal means by itself, where the vendor's own word is not known.
    ///
    /// A server's error without the vendor's body is another machine's: what became of the request
    /// stays open either way.
    public func codeOfStatus(isVendors: Bool) -> FailureCode {
        switch status {
        case 400, 415, 422: .requestInvalid
        case 405, 501: .capabilityUnsupported
        case 408, 504: .upstreamTimeout
        case 413: .requestTooLarge
        case 429: .rateLimited
        case 400..<500: .upstreamRejected
        case 502, 503: .unavailable
        case 500... where isVendors: .unavailable
        default: .upstreamProtocol
        }
    }

    /// The failure with that code, in our own words: an upstream's are not shown to clients.
    public func failure(_ code: FailureCode) -> CommandFailure {
        let text =
            switch code {
            case .upstreamRejected: "The upstream refused the request"
            case .upstreamProtocol: Self.unreadable.detail
            case .upstreamTimeout: "The upstream did not answer in time"
            case .unavailable: "The upstream cannot work now"
            case .requestInvalid: "The upstream does not take the request"
            case .capabilityUnsupported: "This upstream has no such call"
            default: ""
            }
        return CommandFailure(code, text, retryAfterSeconds: retryAfterSeconds)
    }
}
