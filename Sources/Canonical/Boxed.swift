/// A value that lies outside of what holds it, which then is a pointer wide.
///
/// For what is handed on many times and is seldom there: copies share it until one of them changes.
indirect enum Boxed<Value> {
    case value(Value)

    /// What lies in it.
    var value: Value {
        get {
            switch self {
            case .value(let value): value
            }
        }
        set { self = .value(newValue) }
    }
}

extension Boxed: Equatable where Value: Equatable {}
extension Boxed: Sendable where Value: Sendable {}
