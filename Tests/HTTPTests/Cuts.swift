@testable import HTTP

/// Ways to cut a message into the pieces it arrives in.
enum Cuts {
    /// Whole, byte by byte, and in two at every offset.
    static func all(_ message: [UInt8]) -> [[ArraySlice<UInt8>]] {
        let single = message.indices.map { message[$0...$0] }
        let halves = message.indices.dropFirst().map { [message[..<$0], message[$0...]] }
        return [[message[...]], single] + halves
    }
}

/// What came of feeding a parser: a value, an error, or nothing yet.
enum Reading<Value: Equatable>: Equatable {
    case value(Value)
    case refused(HTTPParseError)
    case incomplete

    var status: Int? {
        if case .refused(let error) = self { error.status } else { nil }
    }
}

extension Reading: Sendable where Value: Sendable {}
