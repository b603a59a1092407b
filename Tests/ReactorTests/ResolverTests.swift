import Dispatch
import Testing

@testable import Reactor

@Suite("The resolver")
struct ResolverTests {
    @Test("answers an address written as text at once")
    func literal() async throws {
        try await withLoop { loop in
            let resolver = try Resolver(threads: 1, queueLimit: 1) { _ in .failure(.unavailable) }
            let answer = try await resolver.resolve(
                "::1",
                port: 80,
                timeoutMilliseconds: 1,
                on: loop
            )
            #expect(answer == [SocketAddress("[::1]:80")])
        }
    }

    @Test("finds this machine by its name")
    func localhost() async throws {
        try await withLoop { loop in
            let resolver = try Resolver()
            let answer = try await resolver.resolve(
                "localhost",
                port: 8080,
                timeoutMilliseconds: 5000,
                on: loop
            )
            let homes = [SocketAddress("127.0.0.1:8080"), SocketAddress("[::1]:8080")]
            #expect(answer.allSatisfy(homes.contains))
            #expect(!answer.isEmpty)
        }
    }

    @Test("says so when nobody knows a name", arguments: ["nowhere", "", "a\0b"])
    func unknown(name: String) async throws {
        try await withLoop { loop in
            let resolver = try Resolver(threads: 1, queueLimit: 1) { _ in .failure(.unknownName) }
            await #expect(throws: ResolverError.unknownName) {
                try await resolver.resolve(name, port: 1, timeoutMilliseconds: 5000, on: loop)
            }
        }
    }

    @Test("keeps the deadline while the name service is stuck, and refuses when too many wait")
    func stuck() async throws {
        try await withLoop { loop in
            let asked = DispatchSemaphore(value: 0)
            let gate = DispatchSemaphore(value: 0)
            let resolver = try Resolver(threads: 1, queueLimit: 1) { _ in
                asked.signal()
                gate.wait()
                return .success([.v4(1)])
            }
            @Sendable func ask(_ limit: Int) async -> ResolverError? {
                do throws(ResolverError) {
                    _ = try await resolver.resolve(
                        "slow",
                        port: 1,
                        timeoutMilliseconds: limit,
                        on: loop
                    )
                    return nil
                } catch { return error }
            }
            async let first = ask(20)
            #expect(await first == .timedOut)
            asked.wait()
            async let second = ask(20)
            #expect(await second == .timedOut)
            #expect(await ask(20) == .overloaded)
            gate.signal()
            gate.signal()
        }
    }
}

@Suite("The machine's interfaces")
struct NetworkInterfacesTests {
    @Test("include loopback")
    func loopback() throws {
        #expect(try NetworkInterfaces.addresses().contains(.v4(0x7F00_0001)))
    }
}

@Suite("The signal watcher")
struct SignalWatcherTests {
    @Test("hands signals to its handler", arguments: Signal.allCases)
    func signals(signal: Signal) async throws {
        let heard = Notes<Signal>()
        await waiting { done in
            let watcher = try? SignalWatcher { signal in
                heard.add(signal)
                done()
            }
            watcher?.send(signal)
        }
        #expect(heard.all == [signal])
    }
}
