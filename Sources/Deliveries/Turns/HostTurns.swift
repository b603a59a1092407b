internal import Canonical
internal import Reactor

/// One tenant's receiving host: what is behind it suffers together.
///
/// Two tenants that name the same host have places of their own, so that one with many slow endpoints
/// there does not keep the other's events.
struct HostKey: Hashable, Sendable {
    /// Whose deliveries.
    let tenant: TenantID
    private let scheme: TargetURL.Scheme
    private let host: TargetURL.Host
    private let port: UInt16

    init(_ url: TargetURL, of tenant: TenantID) {
        self.tenant = tenant
        scheme = url.scheme
        host = url.host
        port = url.port
    }
}

/// Decides whose turn it is: so many at once in all, per tenant and per host, fairly over a host's
/// endpoints.
///
/// What waits is bounded per endpoint and tenant, so that one with much that is due leaves room for the
/// others. Endpoints that are turned away are remembered until three in four of their own places are
/// free, or half of their tenant's.
struct HostTurns<Item> {
    /// How much may happen at once.
    struct Rules {
        var inFlight: Int
        var perTenant: Int
        var perHost: Int
        var waitingPerEndpoint: Int
        var waitingPerTenant: Int
    }

    fileprivate struct Tenant {
        var running = 0
        var waiting = 0
        /// The endpoints that were turned away for all that waits.
        var turnedAway: Set<String> = []
        var isIdle: Bool { running == 0 && waiting == 0 && turnedAway.isEmpty }
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
    private var tenants: [TenantID: Tenant] = [:]
    /// The endpoints that were turned away and may not come again yet.
    private(set) var crowded: Set<String> = []

    init(_ rules: Rules) { self.rules = rules }

    /// Whether nothing runs or waits.
    var isEmpty: Bool { hosts.isEmpty }

    /// Lets an item wait for its turn; false when the endpoint or its tenant has too many waiting.
    ///
    /// What goes on where something of the same endpoint has just ended always finds a place.
    mutating func enter(
        _ item: Item,
        of endpoint: String,
        at key: HostKey,
        goesOn: Bool = false
    ) -> Bool {
        var tenant = tenants[key.tenant] ?? Tenant()
        guard goesOn || tenant.waiting < rules.waitingPerTenant else {
            tenant.turnedAway.insert(endpoint)
            tenants[key.tenant] = tenant
            crowded.insert(endpoint)
            return false
        }
        var host = hosts[key] ?? Host()
        let line = host.lines[endpoint]?.count ?? 0
        guard goesOn || line < rules.waitingPerEndpoint else {
            host.turnedAway.insert(endpoint)
            crowded.insert(endpoint)
            hosts[key] = host
            return false
        }
        if line == 0 { host.order.append(endpoint) }
        host.lines[endpoint, default: []].append(item)
        host.waiting += 1
        hosts[key] = host
        tenant.waiting += 1
        tenants[key.tenant] = tenant
        lineUp(key)
        return true
    }

    /// The item whose turn it is, which runs from now on; nil when nothing may run.
    mutating func next() -> (item: Item, host: HostKey)? {
        guard running < rules.inFlight,
            let index = ready.firstIndex(where: {
                tenants[$0.tenant]?.running ?? 0 < rules.perTenant
            })
        else { return nil }
        let key = ready.remove(at: index)
        hosts[key]?.isReady = false
        guard let item = hosts[key]?.takeNext() else { return nil }
        running += 1
        tenants[key.tenant]?.waiting -= 1
        tenants[key.tenant]?.running += 1
        readmit(key)
        lineUp(key)
        return (item, key)
    }

    /// Takes note that an item of that host runs no more.
    mutating func leave(_ key: HostKey) {
        guard var host = hosts[key], host.running > 0 else { return }
        host.running -= 1
        running -= 1
        tenants[key.tenant]?.running -= 1
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
        for (key, var tenant) in tenants {
            tenant.waiting = 0
            tenant.turnedAway = []
            tenants[key] = tenant.isIdle ? nil : tenant
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
        if var tenant = tenants[key.tenant], tenant.waiting <= rules.waitingPerTenant / 2 {
            crowded.subtract(tenant.turnedAway)
            tenant.turnedAway = []
            tenants[key.tenant] = tenant.isIdle ? nil : tenant
        }
        guard let host = hosts[key], !host.turnedAway.isEmpty else { return }
        let welcome = host.turnedAway.filter { endpoint in
            (host.lines[endpoint]?.count ?? 0) <= rules.waitingPerEndpoint / 4
        }
        crowded.subtract(welcome)
        hosts[key]?.turnedAway.subtract(welcome)
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
