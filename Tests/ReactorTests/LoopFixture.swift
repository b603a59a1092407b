import Observability
import Testing

@testable import Reactor

/// Runs the body beside a started loop and ends the loop after it.
func withLoop<Result>(
    _ body: (EventLoop) async throws -> Result
) async throws -> Result {
    let loop = try EventLoop(name: "test")
    try loop.start()
    defer {
        loop.stop()
        loop.join()
    }
    return try await body(loop)
}

/// What several threads note down.
final class Notes<Element: Sendable>: Sendable {
    private let lock = Lock<[Element]>([])

    func add(_ element: Element) { lock.withLock { $0.append(element) } }

    var all: [Element] { lock.withLock { $0 } }
}

/// Lets a test wait for something that happens on a loop.
func waiting(_ start: (@escaping @Sendable () -> Void) -> Void) async {
    await withCheckedContinuation { continuation in start { continuation.resume() } }
}
