import DialectKit

extension KeptMedia {
    /// The digest of the bytes in base 64, as WhatsApp's own clients write it.
    var base64SHA256: String { Base64.encode(Hex.decode(sha256) ?? []) }
}
