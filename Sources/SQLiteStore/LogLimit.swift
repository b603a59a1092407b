/// When the log is so long that the writer stops, to begin it afresh itself.
///
/// Once at the limit; again when a reader that held the log then has had it grow by as much once more.
struct LogLimit {
    private let bytes: Int
    private var next: Int

    init(bytes: Int) {
        self.bytes = bytes
        next = bytes
    }

    /// Whether a log of this length is to be begun afresh now.
    mutating func isReached(by logBytes: Int) -> Bool {
        guard logBytes > bytes else {
            next = bytes
            return false
        }
        guard logBytes > next else { return false }
        next = logBytes + bytes
        return true
    }
}
