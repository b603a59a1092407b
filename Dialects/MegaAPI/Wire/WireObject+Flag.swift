import DialectKit

extension WireObject {
    /// The truth of a member that must be there, in any spelling that clients send.
    ///
    /// The vendor's PHP class writes booleans into texts, where `true` is `"1"` and `false` is `""`.
    func flag(_ key: String) throws(WireError) -> Bool {
        guard let flag = try optionalFlag(key) else { throw missing(key) }
        return flag
    }

    /// The truth of a member in any spelling that clients send, nil when it is absent or `null`.
    func optionalFlag(_ key: String) throws(WireError) -> Bool? {
        switch value(key) {
        case nil: return nil
        case .bool(let flag): return flag
        case .string("true"), .string("1"): return true
        case .string("false"), .string("0"), .string(""): return false
        case .number(let number) where number.int == 1: return true
        case .number(let number) where number.int == 0: return false
        default: throw wrongType(key, "a boolean")
        }
    }
}
