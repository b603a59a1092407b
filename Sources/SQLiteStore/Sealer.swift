/// Encrypts the few values that must be had again in clear, under a key that is not in the store.
public protocol Sealer: Sendable {
    /// Encrypts and authenticates the bytes, bound to the row that the context names.
    func seal(_ plaintext: [UInt8], context: String) -> [UInt8]

    /// The bytes that were sealed under this context, nil when the key or the context is another's.
    func open(_ sealed: [UInt8], context: String) -> [UInt8]?
}
