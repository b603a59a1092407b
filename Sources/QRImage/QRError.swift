/// Why a text has no QR code.
public enum QRError: Error, Equatable, Sendable {
    /// The text does not fit version 40, the largest, at the wanted level of correction.
    ///
    /// Both numbers count bits of data, with the segment's header: how long a text may be depends
    /// on its characters.
    case tooLong(bits: Int, limit: Int)
}
