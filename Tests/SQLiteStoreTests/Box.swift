import Foundation
import Observability

/// A value that a test and the store's threads share.
final class Box<Value: Sendable>: @unchecked Sendable {
    // Unchecked because the value is only touched under the lock.
    private let lock = NSLock()
    private var stored: Value

    init(_ value: Value) { stored = value }

    var value: Value {
        get { lock.withLock { stored } }
        set { lock.withLock { stored = newValue } }
    }

    /// Changes the value and gives what the body gives.
    func update<Result>(_ body: (inout Value) -> Result) -> Result {
        lock.withLock { body(&stored) }
    }

    /// Takes the value, leaving another.
    func exchange(_ other: Value) -> Value {
        update { value in
            defer { value = other }
            return value
        }
    }
}

extension Log {
    /// A log whose lines a test reads.
    init(into lines: Box<[String]>) {
        self.init(sink: { line in lines.update { $0.append(line) } })
    }
}
