internal import Canonical
internal import Secrets
internal import Wire

/// The description of the encrypted copy that WhatsApp's media servers would hold.
///
/// There is no such copy: every value is derived from the content, so that it is stable, well-formed
/// and recognisable as a placeholder.
enum EncryptedCopy {
    static func describe(
        _ digest: [UInt8],
        _ hex: String,
        _ count: Int,
        _ mediaType: String
    ) -> KeptMedia {
        let key = Digest.sha256(Array("sotaque media key ".utf8) + digest)
        let encrypted = Digest.sha256(Array("sotaque encrypted ".utf8) + digest)
        let name = Base64.encodeForURL(encrypted)
        let number = digest.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        let signature = Base64.encodeForURL(Array(encrypted.prefix(24)))
        return KeptMedia(
            sha256: hex,
            byteCount: count,
            mediaType: mediaType,
            mediaKey: Base64.encode(key),
            encryptedSHA256: Base64.encode(encrypted),
            directPath: "/v/t62.7119-24/\(number)_n.enc?ccb=11-4&oh=01_\(signature)&oe="
                + Hex.encode(digest.prefix(4)).uppercased(),
            encryptedURL: "https://mmg.whatsapp.net/d/f/\(name).enc"
        )
    }
}
