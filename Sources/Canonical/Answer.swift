/// What an operation gives: its value at once, or a wait that ends with it.
///
/// The request path answers at once where it can and becomes asynchronous only where it must wait.
public enum Answer<Value: Sendable>: Sendable {
    /// The value.
    case now(Value)
    /// A wait that ends with the value.
    case later(@Sendable () async -> Value)
    /// A value that is known and may be told once the gate went well, or what it is otherwise.
    case after(any Gate, Value, otherwise: @Sendable () -> Value)

    /// The answer with its value transformed; a value behind a gate is transformed at once.
    @inlinable
    public func map<Other: Sendable>(
        _ transform: @escaping @Sendable (Value) -> Other
    ) -> Answer<Other> {
        switch self {
        case .now(let value): .now(transform(value))
        case .later(let wait): .later { transform(await wait()) }
        case .after(let gate, let value, let otherwise):
            .after(gate, transform(value), otherwise: { transform(otherwise()) })
        }
    }

    /// The value, waited for if need be.
    public func value() async -> Value {
        switch self {
        case .now(let value): value
        case .later(let wait): await wait()
        case .after(let gate, let value, let otherwise):
            await gate.wentWell ? value : otherwise()
        }
    }
}

extension Gate {
    /// How it was decided, waited for if need be.
    fileprivate var wentWell: Bool {
        get async {
            await withCheckedContinuation { continuation in
                whenDecided { continuation.resume(returning: $0) }
            }
        }
    }
}
