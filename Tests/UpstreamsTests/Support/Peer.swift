import Foundation
import Observability
import Reactor

/// A server that does with each request on its sockets what the test says, protocol or not.
final class Peer: Sendable {
    /// What is done with a request that came whole.
    enum Step: Sendable {
        /// These bytes are sent.
        case send(String)
        /// The connection is closed in an orderly way.
        case close
        /// The connection is reset.
        case reset
        /// Nothing happens until the test opens the gate.
        case wait(Gate)
    }

    /// Holds threads until it is opened.
    final class Gate: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)

        func open(_ count: Int = 1) { for _ in 0..<count { semaphore.signal() } }

        fileprivate func pass() { _ = semaphore.wait(timeout: .now() + 20) }
    }

    struct Request: Sendable {
        let head: String
        let body: String
        var line: String { String(head.prefix { $0 != "\r\n" }) }

        func field(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name + ": ") }
                .map { String($0.dropFirst(name.count + 2)) }
        }
    }

    private struct State {
        var requests: [Request] = []
        var connections = 0
        var open = 0
        var mostAtOnce = 0
    }

    typealias Script = @Sendable (_ number: Int, _ request: Request) -> [Step]

    let port: UInt16
    private let state = Lock(State())

    init(_ script: @escaping Script) throws {
        let socket = try Descriptor.listen(on: SocketAddress(ip: .v4(0x7F00_0001), port: 0))
        port = socket.localAddress()?.port ?? 0
        let listener = socket.release()
        _ = fcntl(listener, F_SETFL, 0)
        // It listens until the process ends: a test may let go of it before its calls are over.
        Thread.detachNewThread { [state] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                state.withLock { $0.connections += 1 }
                Thread.detachNewThread { Self.serve(connection, state, script) }
            }
        }
    }

    /// The URL of a port on which nobody listens any more.
    static func nobody() throws -> String {
        let socket = try Descriptor.listen(on: SocketAddress(ip: .v4(0x7F00_0001), port: 0))
        return "http://127.0.0.1:\(socket.localAddress()?.port ?? 0)"
    }

    /// Answers every request alike.
    convenience init(_ steps: Step...) throws { try self.init { _, _ in steps } }

    var url: String { "http://127.0.0.1:\(port)" }
    var requests: [Request] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }
    var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

    static func answer(_ status: Int, _ body: String = "{}", _ fields: String = "") -> Step {
        .send(
            "HTTP/1.1 \(status) Word\r\nContent-Length: \(body.utf8.count)\r\n"
                + "\(fields)\r\n\(body)"
        )
    }

    private static func serve(_ connection: Int32, _ state: Lock<State>, _ script: Script) {
        defer { Foundation.close(connection) }
        while let request = read(connection) {
            let number = state.withLock { state in
                state.requests.append(request)
                state.open += 1
                state.mostAtOnce = max(state.mostAtOnce, state.open)
                return state.requests.count
            }
            let isKept = perform(script(number, request), connection) {
                state.withLock { $0.open -= 1 }
            }
            guard isKept else { return }
        }
    }

    private static func perform(
        _ steps: [Step],
        _ connection: Int32,
        _ finish: () -> Void
    ) -> Bool {
        // What was answered may be followed by the next request at once.
        for (index, step) in steps.enumerated() {
            if index == steps.count - 1 { finish() }
            switch step {
            case .send(let text):
                let bytes = Array(text.utf8)
                var sent = 0
                while sent < bytes.count {
                    let count = bytes[sent...].withUnsafeBytes {
                        Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                    }
                    guard count > 0 else { return false }
                    sent += count
                }
            case .wait(let gate): gate.pass()
            case .close: return false
            case .reset:
                var linger = linger(l_onoff: 1, l_linger: 0)
                let size = socklen_t(MemoryLayout.size(ofValue: linger))
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, size)
                return false
            }
        }
        return true
    }

    /// A request with its body, nil when the connection ends first.
    private static func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let head = String(text[..<end.lowerBound])
                let body = String(text[end.upperBound...])
                let request = Request(head: head, body: body)
                let wanted = request.field("content-length").flatMap { Int($0) } ?? 0
                if body.utf8.count >= wanted { return request }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
    }
}
