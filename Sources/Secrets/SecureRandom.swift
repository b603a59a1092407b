internal import COpenSSL

/// Bytes nobody can guess, from the system's generator through OpenSSL's.
public enum SecureRandom {
    /// So many random bytes.
    ///
    /// A generator that does not work stops the process: going on without it would make tokens that
    /// can be guessed.
    public static func bytes(_ count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let size = Int32(exactly: count), RAND_bytes(buffer.baseAddress, size) == 1 else {
                preconditionFailure("The random generator failed.")
            }
            initialized = count
        }
    }
}
