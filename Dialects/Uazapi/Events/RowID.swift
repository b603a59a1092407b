import DialectKit

/// Ids of rows that the vendor's database has and this gateway has not.
enum RowID {
    /// `r` and 14 hex digits, the same for the same texts (FNV-1a).
    static func make(_ texts: String...) -> String {
        let hash = FNV1a.hash(texts.joined(separator: "/").utf8)
        let bytes = stride(from: 48, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: hash >> $0)
        }
        return "r" + Hex.encode(bytes)
    }
}
