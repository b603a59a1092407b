/// The rule that a URL breaks.
public enum TargetURLError: Error, Equatable, Sendable {
    /// Neither `https` nor, where allowed, `http`.
    case scheme
    /// A user name or password before the host.
    case userInformation
    /// A fragment, which no server is ever sent.
    case fragment
    /// A blank, a control character, a backslash or another character that URLs do not hold.
    case character
    /// A host that is no DNS name, dotted quad or bracketed IPv6 address.
    case host
    /// A port that is not permitted, or no number.
    case port
    /// Longer than ``TargetURL/limitBytes``.
    case length

    /// Refuses what has no place anywhere in a URL.
    static func checkCharacters(of text: String) throws(TargetURLError) {
        guard text.utf8.count <= TargetURL.limitBytes else { throw .length }
        // Nearly every URL is plain; only another one is looked through for the rule it breaks.
        if text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x23 && $0 != 0x5C }) {
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0...0x20, 0x7F...0x9F, 0x5C: throw .character
            case 0x23: throw .fragment
            default: break
            }
        }
    }
}
