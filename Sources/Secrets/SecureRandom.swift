/// Bytes nobody can guess, from the system's generator.
public enum SecureRandom {
    /// So many random bytes.
    ///
    /// They are the kernel's own; one that gives none stops the process. OpenSSL's generator would have
    /// to be made first, which takes longer than all that a start asks of it.
    public static func bytes(_ count: Int) -> [UInt8] {
        var system = SystemRandomNumberGenerator()
        var word: UInt64 = 0
        return (0..<max(count, 0)).map { index in
            if index.isMultiple(of: 8) { word = system.next() } else { word >>= 8 }
            return UInt8(truncatingIfNeeded: word)
        }
    }
}
