internal import Canonical
internal import DialectKit
internal import Secrets
internal import Wire

/// Signs what is posted, anew for each attempt, over exactly the bytes that are sent.
struct Signer {
    /// When the attempt is made, in seconds since 1970 on the system's clock.
    let seconds: Int64
    /// The bytes that are sent.
    let body: [UInt8]

    /// The fields of the vendor's own scheme; none without a secret.
    func fields(_ scheme: SignatureScheme, secret: String?) -> [HTTPField] {
        guard let secret else { return [] }
        let key = Array(secret.utf8)
        switch scheme {
        case .none: return []
        case .body(let header, let prefix):
            return [HTTPField(header, prefix + Hex.encode(Digest.hmacSHA256(key: key, body)))]
        case .timestamped(let header):
            let signed = Array("\(seconds).".utf8) + body
            let signature = Hex.encode(Digest.hmacSHA256(key: key, signed))
            return [HTTPField(header, "t=\(seconds),v1=\(signature)")]
        case .secret(let header): return [HTTPField(header, secret)]
        }
    }

    /// The three fields of Standard Webhooks, with one signature a secret; none without a secret.
    ///
    /// The specification's `webhook-id` is the same in every attempt and differs from message to
    /// message.
    func standardFields(id: String, secrets: [String]) -> [HTTPField] {
        let signed = Array("\(id).\(seconds).".utf8) + body
        let signatures = secrets.compactMap(Self.key).map { key in
            "v1," + Base64.encode(Digest.hmacSHA256(key: key, signed))
        }
        guard !signatures.isEmpty else { return [] }
        return [
            HTTPField("webhook-id", id),
            HTTPField("webhook-timestamp", String(seconds)),
            HTTPField("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    /// The octets behind `whsec_…`; nil for a text that is no such secret.
    private static func key(_ secret: String) -> [UInt8]? {
        let prefix = "whsec_"
        guard secret.hasPrefix(prefix),
            let key = Base64.decode(String(secret.dropFirst(prefix.count))), !key.isEmpty
        else { return nil }
        return key
    }
}
