import Glibc
import Testing

@testable import Reactor

@Suite("Descriptors on a loop")
struct DescriptorTests {
    @Test("never bring a closed connection's event to the one that reuses its number")
    func staleEvent() async throws {
        try await withLoop { loop in
            let calls = Notes<String>()
            await waiting { done in
                loop.execute {
                    let scene = Scene(loop, calls)
                    scene.play()
                    loop.schedule(after: 50) {
                        scene.end()
                        done()
                    }
                }
            }
            #expect(calls.all.count == 1)
            #expect(!calls.all.contains("reused"))
        }
    }

    @Test("accept, connect, read, write and see the end of a stream")
    func conversation() async throws {
        try await withLoop { loop in
            let any = try #require(SocketAddress("127.0.0.1:0"))
            let echo = try Echo(loop, any)
            #expect(echo.address.port != 0)
            loop.execute { echo.listen() }
            #expect(try ask(echo.address, "hello there") == "hello there")
            loop.execute { echo.end() }
        }
    }

    @Test("tell why a connection failed")
    func refused() throws {
        let any = try #require(SocketAddress("127.0.0.1:0"))
        let gone: SocketAddress
        do {
            let listener = try Descriptor.listen(on: any)
            let own = listener.localAddress()
            gone = try #require(own)
        }
        do {
            let socket = try Descriptor.connect(to: gone)
            var poller = pollfd(fd: socket.raw, events: Int16(POLLOUT), revents: 0)
            poll(&poller, 1, 1000)
            let failure = socket.connectError()
            #expect(failure?.code == ECONNREFUSED)
        } catch {
            #expect(error.code == ECONNREFUSED)
        }
    }

    @Test("share a port between listeners only when asked to")
    func reusePort() throws {
        let any = try #require(SocketAddress("127.0.0.1:0"))
        let first = try Descriptor.listen(on: any, reusePort: true)
        let own = first.localAddress()
        let address = try #require(own)
        let second = try Descriptor.listen(on: address, reusePort: true)
        let shared = second.localAddress()
        #expect(shared == address)
        #expect(throws: ReactorError(operation: "bind", code: EADDRINUSE)) {
            _ = try Descriptor.listen(on: address).raw
        }
    }

    @Test("shed a waiting connection when none can be kept")
    func reserve() throws {
        let any = try #require(SocketAddress("127.0.0.1:0"))
        let listener = try Descriptor.listen(on: any)
        let own = listener.localAddress()
        var reserve = DescriptorReserve()
        let shedNobody = reserve.shed(from: listener)
        #expect(!shedNobody)
        let caller = try Descriptor.connect(to: try #require(own))
        let shedCaller = reserve.shed(from: listener)
        #expect(shedCaller)
        #expect(caller.raw >= 0)
    }
}

/// Two readable descriptors; whichever is heard first closes the other and reuses its number.
private final class Scene: @unchecked Sendable {
    // Unchecked because everything happens on the loop's thread.
    private let loop: EventLoop
    private let calls: Notes<String>
    private var pairs: [(ours: Int32, theirs: Int32)] = []

    init(_ loop: EventLoop, _ calls: Notes<String>) {
        self.loop = loop
        self.calls = calls
    }

    func play() {
        for _ in 0..<3 {
            var ends: [Int32] = [0, 0]
            socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
            pairs.append((ends[0], ends[1]))
        }
        for index in 0..<2 {
            let handler = Handler { [self] in swap(index) }
            try? loop.register(pairs[index].ours, .connection, handler)
            write(pairs[index].theirs, "x", 1)
        }
    }

    /// Puts the third, silent pair under the number of the other readable descriptor.
    private func swap(_ index: Int) {
        calls.add("heard")
        loop.deregister(pairs[index].ours)
        let other = pairs[1 - index].ours
        loop.deregister(other)
        dup2(pairs[2].ours, other)
        let handler = Handler { [calls] in calls.add("reused") }
        try? loop.register(other, .readable, handler)
    }

    func end() {
        for pair in pairs {
            loop.deregister(pair.ours)
            close(pair.ours)
            close(pair.theirs)
        }
    }
}

private final class Handler: EventHandler {
    private let action: () -> Void

    init(_ action: @escaping () -> Void) { self.action = action }

    func ready(_ events: Readiness) { action() }
}

/// A listener that sends back what each connection says, and ends when it does.
private final class Echo: EventHandler, @unchecked Sendable {
    // Unchecked because everything but the first happens on the loop's thread.
    private let loop: EventLoop
    private let listener: Descriptor
    let address: SocketAddress
    private var connection: Descriptor?

    init(_ loop: EventLoop, _ address: SocketAddress) throws {
        self.loop = loop
        listener = try Descriptor.listen(on: address)
        let own = listener.localAddress()
        self.address = try #require(own)
    }

    func listen() { try? loop.register(listener.raw, .readable, self) }

    func ready(_ events: Readiness) {
        guard case .connection(let accepted, _) = listener.accept() else { return }
        let raw = accepted.raw
        connection = consume accepted
        try? loop.register(raw, .connection, Handler { [self] in answer(raw) })
    }

    private func answer(_ raw: Int32) {
        while true {
            switch Descriptor.read(raw, into: loop.scratch) {
            case .bytes(let count):
                let heard = UnsafeRawBufferPointer(rebasing: loop.scratch[..<count])
                _ = Descriptor.write(
                    raw,
                    pieces: [heard, UnsafeRawBufferPointer(start: nil, count: 0)]
                )
            case .wouldBlock: return
            case .endOfStream, .failed:
                loop.deregister(raw)
                connection = nil
                return
            }
        }
    }

    func end() {
        loop.deregister(listener.raw)
        connection = nil
    }
}

/// A client that blocks its thread.
private func ask(_ address: SocketAddress, _ text: String) throws -> String {
    let socket = try Descriptor.connect(to: address)
    try awaitReadiness(socket.raw, Int16(POLLOUT))
    let failure = socket.connectError()
    try #require(failure == nil)
    let peer = socket.peerAddress()
    #expect(peer == address)
    let bytes = Array(text.utf8)
    let written = bytes.withUnsafeBytes { socket.write($0) }
    #expect(written == .bytes(bytes.count))
    socket.shutdownWriting()
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64)
    while true {
        try awaitReadiness(socket.raw, Int16(POLLIN))
        let outcome = buffer.withUnsafeMutableBytes { socket.read(into: $0) }
        guard case .bytes(let count) = outcome else { break }
        answer += buffer.prefix(count)
    }
    return String(decoding: answer, as: UTF8.self)
}

private func awaitReadiness(_ raw: Int32, _ events: Int16) throws {
    var poller = pollfd(fd: raw, events: events, revents: 0)
    try #require(poll(&poller, 1, 2000) == 1)
}
