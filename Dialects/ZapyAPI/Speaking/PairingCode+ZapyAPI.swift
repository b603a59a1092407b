import DialectKit

extension PairingCode {
    /// Reads `qrCode`, `expiresAt` and `attempt`, nil when there is no code.
    ///
    /// Without a time it lasts half a minute, which is assumed.
    init?(zapyAPI object: JSONObject, at now: Timestamp) {
        guard let code = object["qrCode"]?.string, !code.isEmpty else { return nil }
        self.init(
            method: .qr(shown: code),
            attempt: max(1, object["attempt"]?.int ?? 1),
            expiresAt: object["expiresAt"]?.moment
                ?? now.advanced(byMilliseconds: 30_000)
        )
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
