/// Crockford's base 32: digits and letters without I, L, O and U, which are easily misread.
///
/// Texts of one length sort as the numbers do.
public enum Crockford {
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Appends the lowest bits of a number, five a character, the highest first.
    public static func append(_ value: UInt64, characters: Int, to text: inout [UInt8]) {
        text.append(addingCapacity: characters) { text in
            for place in stride(from: (characters - 1) * 5, through: 0, by: -5) {
                text.append(digits[Int(value >> UInt64(place) & 31)])
            }
        }
    }
}
