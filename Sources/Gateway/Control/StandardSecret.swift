internal import Secrets
internal import Wire

/// Signing secrets in the form of the Standard Webhooks: `whsec_` and base64.
enum StandardSecret {
    private static let prefix = "whsec_"

    /// One of 32 random bytes.
    static func fresh() -> String { prefix + Base64.encode(SecureRandom.bytes(32)) }

    /// Whether a text is one of the 24 to 64 bytes that the specification asks for.
    static func isValid(_ text: String) -> Bool {
        guard text.hasPrefix(prefix) else { return false }
        guard let bytes = Base64.decode(String(text.dropFirst(prefix.count))) else { return false }
        return (24...64).contains(bytes.count)
    }
}
