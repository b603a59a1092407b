internal import Reactor

/// One receiving host: what is behind it suffers together.
struct HostKey: Hashable, Sendable {
    private let scheme: TargetURL.Scheme
    private let host: TargetURL.Host
    private let port: UInt16

    init(_ url: TargetURL) {
        scheme = url.scheme
        host = url.host
        port = url.port
    }
}

/// Decides whose turn it is: so many at once in all and per host, fairly over a host's endpoints.
///
/// What waits is bounded per endpoint and host. Endpoints that are turned away are remembered until
/// three in four of their host's places are free.
struct HostTurns<Item> {
    /// How much may happen at once.
    struct Rules {
        var inFlight: Int
        var perHost: Int
        var waitingPerHost: Int
    }

    fileprivate struct Host {
        var running = 0
        var waiting = 0
        /// What waits, by endpoint; no line is empty.
        var lines: [String: [Item]] = [:]
        /// The endpoints with lines, the next one first.
        var order: [String] = []
        var turnedAway: Set<String> = []
        var isReady = false
    }

    private let rules: Rules
    private var hosts: [HostKey: Host] = [:]
    /// The hosts at which something waits that may run, the next one first.
    private var ready: [HostKey] = []
    private var running = 0
    /// The endpoints that were turned away and may not come again yet.
    private(set) var crowded: Set<String> = []

    init(_ rules: Rules) { self.rules = rules }

    /// Whether nothing runs or waits.
    var isEmpty: Bool { hosts.isEmpty }

    /// Lets an item wait for its turn; false when the endpoint or its host has too many waiting.
    mutating func enter(_ item: Item, of endpoint: String, at key: HostKey) -> Bool {
        var host = hosts[key] ?? Host()
        let line = host.lines[endpoint]?.count ?? 0
        guard host.waiting < rules.waitingPerHost, line < max(rules.waitingPerHost / 2, 1) else {
            host.turnedAway.insert(endpoint)
            crowded.insert(endpoint)
            hosts[key] = host
            return false
        }
        if line == 0 { host.order.append(endpoint) }
        host.lines[endpoint, default: []].append(item)
        host.waiting += 1
        hosts[key] = host
        lineUp(key)
        return true
    }

    /// The item whose turn it is, which runs from now on; nil when nothing may run.
    mutating func next() -> (item: Item, host: HostKey)? {
        guard running < rules.inFlight, !ready.isEmpty else { return nil }
        let key = ready.removeFirst()
        hosts[key]?.isReady = false
        guard let item = hosts[key]?.takeNext() else { return nil }
        running += 1
        readmit(key)
        lineUp(key)
        return (item, key)
    }

    /// Takes note that an item of that host runs no more.
    mutating func leave(_ key: HostKey) {
        guard var host = hosts[key], host.running > 0 else { return }
        host.running -= 1
        running -= 1
        hosts[key] = host
        lineUp(key)
        readmit(key)
        if host.running == 0, host.waiting == 0 { hosts[key] = nil }
    }

    /// Takes out everything that waits.
    mutating func removeWaiting() -> [Item] {
        var items: [Item] = []
        for (key, host) in hosts {
            for line in host.lines.values { items += line }
            var emptied = Host()
            emptied.running = host.running
            hosts[key] = host.running > 0 ? emptied : nil
        }
        ready = []
        crowded = []
        return items
    }

    /// Puts a host among the ready ones if something waits there that may run.
    private mutating func lineUp(_ key: HostKey) {
        guard let host = hosts[key], !host.isReady, host.waiting > 0, host.running < rules.perHost
        else { return }
        hosts[key]?.isReady = true
        ready.append(key)
    }

    /// Lets those come again that were turned away, once most places are free.
    private mutating func readmit(_ key: HostKey) {
        guard let host = hosts[key], !host.turnedAway.isEmpty,
            host.waiting <= rules.waitingPerHost / 4
        else { return }
        crowded.subtract(host.turnedAway)
        hosts[key]?.turnedAway = []
    }
}

extension HostTurns.Host {
    /// The first item of the next endpoint, which goes behind the others.
    fileprivate mutating func takeNext() -> Item? {
        guard !order.isEmpty else { return nil }
        let endpoint = order.removeFirst()
        guard var line = lines[endpoint], !line.isEmpty else { return nil }
        let item = line.removeFirst()
        lines[endpoint] = line.isEmpty ? nil : line
        if !line.isEmpty { order.append(endpoint) }
        waiting -= 1
        running += 1
        return item
    }
}
