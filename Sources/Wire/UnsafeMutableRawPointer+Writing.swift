/// Writing where room was made, which is for the caller to prove.
extension UnsafeMutableRawPointer {
    /// Writes a byte and steps behind it.
    @inlinable
    package mutating func put(_ byte: UInt8) {
        unsafe storeBytes(of: byte, as: UInt8.self)
        unsafe self += 1
    }

    /// Writes bytes and steps behind them.
    @inlinable
    package mutating func put(_ bytes: UnsafeRawPointer?, _ count: Int) {
        guard let bytes = unsafe bytes else { return }
        unsafe copyMemory(from: bytes, byteCount: count)
        unsafe self += count
    }
}
