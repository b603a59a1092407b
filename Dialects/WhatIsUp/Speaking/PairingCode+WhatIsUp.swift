import DialectKit

extension PairingCode {
    /// About how long a code lasts; used where no time comes with it.
    private static let lifetimeMilliseconds: Int64 = 30_000

    /// Reads `qr`, `raw` and `expires_at`, nil when there is no code.
    ///
    /// The vendor does not number its codes: one that is not the present one is the next.
    init?(whatIsUp object: JSONObject, present: PairingCode?, at now: Timestamp) {
        let text = object["raw"]?.string ?? ""
        let image = object["qr"]?.string ?? ""
        guard !text.isEmpty || !image.isEmpty else { return nil }
        let method = Method.qr(shown: image, text: text.isEmpty ? nil : text)
        let isPresent =
            text.isEmpty ? present?.method == method : present?.qr.map { $0.text == text }
        let attempt = min(present?.attempt ?? 0, 1_000_000)
        self.init(
            method: method,
            attempt: isPresent == true ? attempt : attempt + 1,
            expiresAt: object["expires_at"]?.string.flatMap(Timestamp.init(iso8601WithZone:))
                ?? now.advanced(byMilliseconds: Self.lifetimeMilliseconds)
        )
    }
}
