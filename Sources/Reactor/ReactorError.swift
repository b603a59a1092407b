internal import Glibc

/// A system call that failed, with its error number.
public struct ReactorError: Error, Equatable, CustomStringConvertible {
    /// The system call or step that failed, such as `bind`.
    public let operation: String
    /// The `errno` it left.
    public let code: Int32

    /// Names the failed step and its error number.
    public init(operation: String, code: Int32) {
        self.operation = operation
        self.code = code
    }

    /// The error of the call that has just failed.
    static func last(_ operation: String) -> ReactorError {
        ReactorError(operation: operation, code: errno)
    }

    /// The step and the system's words for the error.
    public var description: String {
        var text = [CChar](repeating: 0, count: 128)
        guard strerror_r(code, &text, text.count) == 0 else { return "\(operation): error \(code)" }
        let words = text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        return "\(operation): \(String(decoding: words, as: UTF8.self))"
    }
}
