import DialectKit

extension PairingCode {
    /// Reads `qrCode`, `expiresAt` and `attempt`, nil when there is no code.
    ///
    /// The code is a data URL, a picture in base 64 without the head of one, or the text itself; what
    /// it is not, is empty. Without a time it lasts half a minute, which is assumed.
    init?(zapyAPI object: JSONObject, at now: Timestamp) {
        guard let code = object["qrCode"]?.string, !code.isEmpty else { return nil }
        self.init(
            method: Self.method(code),
            attempt: max(1, object["attempt"]?.int ?? 1),
            expiresAt: object["expiresAt"].flatMap(Timestamp.init(zapyAPI:))
                ?? now.advanced(byMilliseconds: 30_000)
        )
    }

    private static func method(_ code: String) -> Method {
        if DataURL.isDataURL(code) { return .qr(text: "", imageURL: code) }
        // The first bytes of every PNG.
        guard code.hasPrefix("iVBORw0KGgo") else { return .qr(text: code, imageURL: "") }
        return .qr(text: "", imageURL: "data:image/png;base64," + code)
    }
}

extension UpstreamReply {
    /// The code that the answer shows.
    func zapyAPIPairing(at now: Timestamp) throws(CommandFailure) -> PairingCode {
        guard let code = PairingCode(zapyAPI: try zapyAPIObject(), at: now) else {
            throw CommandFailure(.pairingUnavailable, "The upstream has no code to show now")
        }
        return code
    }
}

extension Timestamp {
    /// The first number that is read as milliseconds: in 1973 as such, in 5138 as seconds.
    private static let leastMilliseconds = 100_000_000_000

    /// Reads a moment in any unit that the vendor's pages use: milliseconds, seconds, ISO 8601.
    init?(zapyAPI value: JSONValue) {
        if let text = value.string {
            self.init(iso8601: text)
            return
        }
        guard let number = value.int, number > 0 else { return nil }
        self.init(
            milliseconds: number < Self.leastMilliseconds ? Int64(number) * 1000 : Int64(number)
        )
    }
}
