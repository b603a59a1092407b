internal import Glibc

/// What the command says: lines on descriptor 1, complaints on descriptor 2.
enum Output {
    /// Writes a line to standard output.
    static func line(_ text: String) { write(text + "\n", to: 1) }

    /// Writes bytes to standard output as they are.
    static func bytes(_ bytes: [UInt8]) { write(bytes, to: 1) }

    /// Writes a complaint to standard error.
    static func error(_ text: String) { write("sotaque: " + text + "\n", to: 2) }

    private static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(
                    descriptor,
                    buffer.baseAddress.map { $0 + written },
                    buffer.count - written
                )
            }
            guard count > 0 || errno == EINTR else { return }
            written += max(count, 0)
        }
    }
}
