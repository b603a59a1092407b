import Canonical
import Reactor
import Testing

@testable import Deliveries

@Suite("Turns at hosts")
struct HostTurnsTests {
    private var turns = HostTurns<String>(
        HostTurns.Rules(
            inFlight: 5,
            perTenant: 5,
            perHost: 2,
            waitingPerEndpoint: 4,
            waitingPerTenant: 100
        )
    )

    private static func host(_ name: String, of tenant: String = "t") throws -> HostKey {
        HostKey(
            try TargetURL("https://\(name)/a?b=c", policy: TargetURL.Policy()),
            of: TenantID(tenant)
        )
    }

    /// Lets items wait, and gives the endpoints of those that are turned away.
    private mutating func enter(
        _ items: [String],
        of endpoint: String,
        at host: String = "a.example"
    ) throws -> [String] {
        let key = try Self.host(host)
        return items.filter { !turns.enter($0, of: endpoint, at: key) }
    }

    private mutating func taken() -> [String] {
        var items: [String] = []
        while let (item, _) = turns.next() { items.append(item) }
        return items
    }

    @Test("paths do not make hosts, ports and schemes do")
    func keys() throws {
        let policy = TargetURL.Policy(allowsPlainHTTP: true)
        func key(_ text: String) throws -> HostKey {
            HostKey(try TargetURL(text, policy: policy), of: TenantID("t"))
        }
        #expect(try key("https://a.example/x") == key("https://A.example:443/y"))
        #expect(try key("https://a.example/") != key("http://a.example/"))
        #expect(try key("https://a.example/") != key("https://a.example:8443/"))
    }

    @Test("no host has more at once than it may, and neither have all together")
    mutating func bounds() throws {
        for name in ["a.example", "b.example", "c.example"] {
            _ = try enter((1...3).map { "\(name)\($0)" }, of: name, at: name)
        }
        let first = taken()
        #expect(first == ["a.example1", "b.example1", "c.example1", "a.example2", "b.example2"])
        turns.leave(try Self.host("a.example"))
        let second = taken()
        #expect(second == ["c.example2"])
        turns.leave(try Self.host("b.example"))
        turns.leave(try Self.host("b.example"))
        let third = taken()
        #expect(third == ["a.example3", "b.example3"])
    }

    @Test("two tenants have places of their own at the same host, and neither takes all places")
    mutating func tenants() throws {
        turns = HostTurns(
            HostTurns.Rules(
                inFlight: 5,
                perTenant: 3,
                perHost: 2,
                waitingPerEndpoint: 4,
                waitingPerTenant: 100
            )
        )
        for name in ["a.example", "b.example"] {
            let key = try Self.host(name, of: "greedy")
            for number in 1...3 { _ = turns.enter("\(name)\(number)", of: name, at: key) }
        }
        _ = turns.enter("modest", of: "m", at: try Self.host("a.example", of: "modest"))
        let first = taken()
        #expect(first == ["a.example1", "b.example1", "modest", "a.example2"])
        turns.leave(try Self.host("a.example", of: "greedy"))
        let second = taken()
        #expect(second == ["b.example2"])
    }

    @Test("a tenant with much that waits is turned away, and comes again when half of it is gone")
    mutating func waiting() throws {
        turns = HostTurns(
            HostTurns.Rules(
                inFlight: 5,
                perTenant: 1,
                perHost: 2,
                waitingPerEndpoint: 4,
                waitingPerTenant: 4
            )
        )
        for number in 1...5 {
            let entered = turns.enter(
                "x",
                of: "e\(number)",
                at: try Self.host("h\(number).example")
            )
            #expect(entered == (number < 5))
        }
        #expect(turns.crowded == ["e5"])
        let other = turns.enter("y", of: "f", at: try Self.host("h1.example", of: "other"))
        #expect(other)
        var left = 0
        while !turns.crowded.isEmpty, let (_, host) = turns.next() {
            turns.leave(host)
            left += 1
        }
        #expect(left >= 2)
        #expect(turns.crowded.isEmpty)
    }

    @Test("a host's endpoints take turns, however much one of them has")
    mutating func fairness() throws {
        let refused = try enter((1...4).map { "greedy\($0)" }, of: "g") + enter(["modest"], of: "m")
        #expect(refused.isEmpty)
        let taken = taken()
        #expect(taken == ["greedy1", "modest"])
    }

    @Test("who is turned away may come again once most places are free")
    mutating func crowded() throws {
        let host = try Self.host("a.example")
        var refused = try enter((1...5).map { "x\($0)" }, of: "x")
        refused += try enter((1...4).map { "y\($0)" }, of: "y")
        refused += try enter(["z1"], of: "z")
        #expect(refused == ["x5"])
        #expect(turns.crowded == ["x"])
        var left: [String] = []
        while turns.crowded == ["x"], let (item, _) = turns.next() {
            turns.leave(host)
            left.append(item)
        }
        #expect(left == ["x1", "y1", "z1", "x2", "y2", "x3"])
        #expect(turns.crowded.isEmpty)
    }

    @Test("what waits can be taken back, and what runs still counts")
    mutating func takeBack() throws {
        let host = try Self.host("a.example")
        _ = try enter(["x1", "x2", "x3"], of: "x")
        let running = turns.next()?.item
        #expect(running == "x1")
        let waiting = turns.removeWaiting()
        #expect(waiting == ["x2", "x3"])
        let next = turns.next()?.item
        #expect(next == nil)
        #expect(!turns.isEmpty)
        turns.leave(host)
        #expect(turns.isEmpty)
    }
}
