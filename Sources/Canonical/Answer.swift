/// What an operation gives: its value at once, or a wait that ends with it.
///
/// The request path answers at once where it can and becomes asynchronous only where it must wait.
public enum Answer<Value: Sendable>: Sendable {
    /// The value.
    case now(Value)
    /// A wait that ends with the value.
    case later(@Sendable () async -> Value)

    /// The answer with its value transformed.
    @inlinable
    public func map<Other: Sendable>(
        _ transform: @escaping @Sendable (Value) -> Other
    ) -> Answer<Other> {
        switch self {
        case .now(let value): .now(transform(value))
        case .later(let wait): .later { transform(await wait()) }
        }
    }

    /// The value, waited for if need be.
    public func value() async -> Value {
        switch self {
        case .now(let value): value
        case .later(let wait): await wait()
        }
    }
}
