internal import Canonical
internal import Engine

// The numbers that stand for enumerations in the file. They are part of the schema: a case may get
// a number between two others, and none may change.

extension MessageStatus {
    /// The number in the file; further statuses have greater ones.
    var storedCode: Int64 {
        switch self {
        case .accepted: 10
        case .queued: 20
        case .sent: 30
        case .delivered: 40
        case .read: 50
        case .played: 60
        case .failed: 70
        case .canceled: 80
        case .unknown: 90
        }
    }

    /// The status with that number in the file.
    init(storedCode: Int64) throws(StoreError) {
        guard let status = Self.allCases.first(where: { $0.storedCode == storedCode }) else {
            throw StoreError(.incompatible, "no message status has the number \(storedCode)")
        }
        self = status
    }
}

extension Delivery.State {
    /// The number in the file: under 4 while it is open, and under 6 while its event is needed.
    ///
    /// The numbers left out are room for further states under each of the two bounds.
    var storedCode: Int64 {
        switch self {
        case .pending: 0
        case .retrying: 1
        case .dead: 4
        case .succeeded: 6
        case .skipped: 7
        }
    }

    /// The state with that number in the file.
    init(storedCode: Int64) throws(StoreError) {
        guard let state = Self.allCases.first(where: { $0.storedCode == storedCode }) else {
            throw StoreError(.incompatible, "no delivery state has the number \(storedCode)")
        }
        self = state
    }
}

extension CommandRecord.Outcome {
    /// The number in the file.
    var storedCode: Int64 {
        switch self {
        case .pending: 0
        case .succeeded: 1
        case .failed: 2
        case .unknown: 3
        }
    }

    /// The failure's code in the file, nil for every other outcome.
    var storedFailure: String? {
        if case .failed(let code) = self { return code.rawValue }
        return nil
    }

    /// The outcome with that number and failure in the file.
    init(storedCode: Int64, failure: String?) throws(StoreError) {
        switch storedCode {
        case 0: self = .pending
        case 1: self = .succeeded
        case 2:
            guard let code = failure.flatMap(FailureCode.init(rawValue:)) else {
                throw StoreError(.incompatible, "a failed command has no known failure")
            }
            self = .failed(code)
        case 3: self = .unknown
        default: throw StoreError(.incompatible, "no outcome has the number \(storedCode)")
        }
    }
}

extension CredentialDigest {
    /// The 32 bytes, each word with its most significant byte first.
    var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
        }
    }

    /// Reads 32 bytes.
    init(bytes: [UInt8]) throws(StoreError) {
        guard bytes.count == 32 else {
            throw StoreError(.incompatible, "a credential's digest has \(bytes.count) bytes")
        }
        let words = (0..<4).map { word in
            bytes[(word * 8)..<(word * 8 + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        self.init((words[0], words[1], words[2], words[3]))
    }
}
