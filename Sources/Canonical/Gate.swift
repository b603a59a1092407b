/// Something that is decided once, and tells whoever waits for it.
public protocol Gate: AnyObject, Sendable {
    /// Calls back once with whether it went well: at once where that is known, else on whatever
    /// thread decides it, which the body must not hold up.
    func whenDecided(_ body: @escaping @Sendable (Bool) -> Void)
}
