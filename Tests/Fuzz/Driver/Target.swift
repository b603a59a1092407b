import Glibc

/// What is fuzzed: takes bytes, and stops the process where a promise is broken.
enum Target {
    typealias Run = @Sendable ([UInt8]) -> Void

    /// Every target by its name on the command line.
    static let all: [String: Run] = [
        "json": json,
        "request": request,
        "response": response,
        "front": front,
        "hook": hook,
        "answer": answer,
    ]

    /// The one that this process runs; set once, before the one thread that fuzzes begins.
    nonisolated(unsafe) static var chosen: Run = { _ in }

    /// Stops the process, so that the fuzzer keeps the bytes.
    static func expect(_ isKept: Bool, _ promise: String) {
        guard !isKept else { return }
        print("broken: \(promise)")
        abort()
    }
}
