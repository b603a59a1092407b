internal import Canonical

/// Whose turn it is to call an upstream: so many at once in all and for each instance, fairly over
/// the instances, in order within one.
struct Turns {
    /// How much may happen.
    struct Rules {
        var running: Int
        var waitingPerInstance: Int
        var waiting: Int
    }

    /// What becomes of who enters.
    enum Entry: Equatable {
        case runs
        case waits
        case refused
    }

    private struct Line {
        var running = 0
        var limit: Int
        /// Who waits, the first one first.
        var tickets: [Int] = []
        var isReady = false

        /// Whether nothing is to be known of it any more.
        var isOver: Bool { running == 0 && tickets.isEmpty && !isReady }
    }

    private let rules: Rules
    private var lines: [InstanceID: Line] = [:]
    /// The instances that have somebody waiting who may run once there is room, the next one first.
    private var ready: [InstanceID] = []
    private(set) var running = 0
    private(set) var waiting = 0

    init(_ rules: Rules) { self.rules = rules }

    /// Runs at once if that is fair.
    mutating func enterNow(_ instance: InstanceID, limit: Int) -> Bool {
        guard running < rules.running else { return false }
        guard let place = lines.index(forKey: instance) else {
            lines[instance] = Line(running: 1, limit: limit)
            running += 1
            return true
        }
        lines.values[place].limit = limit
        let line = lines.values[place]
        guard line.running < limit, line.tickets.isEmpty else { return false }
        lines.values[place].running += 1
        running += 1
        return true
    }

    /// Runs at once, or waits with a ticket, or is refused where too many wait already.
    mutating func enter(_ instance: InstanceID, limit: Int, ticket: Int) -> Entry {
        if enterNow(instance, limit: limit) { return .runs }
        var line = lines[instance] ?? Line(limit: limit)
        guard line.tickets.count < rules.waitingPerInstance, waiting < rules.waiting else {
            return .refused
        }
        line.tickets.append(ticket)
        lines[instance] = line
        waiting += 1
        lineUp(instance)
        return .waits
    }

    /// Takes out who waits; false for a ticket that does not.
    mutating func withdraw(_ instance: InstanceID, ticket: Int) -> Bool {
        guard var line = lines[instance], let index = line.tickets.firstIndex(of: ticket) else {
            return false
        }
        line.tickets.remove(at: index)
        lines[instance] = line
        waiting -= 1
        tidy(instance)
        return true
    }

    /// Takes note that a call of the instance ended, and gives the tickets whose turn it is now.
    mutating func leave(_ instance: InstanceID) -> [Int] {
        guard let place = lines.index(forKey: instance), lines.values[place].running > 0 else {
            return []
        }
        lines.values[place].running -= 1
        running -= 1
        if waiting == 0, ready.isEmpty {
            // Nobody waits whose turn it could be, as nearly always.
            if lines.values[place].isOver { lines.remove(at: place) }
            return []
        }
        lineUp(instance)
        let started = startNext()
        tidy(instance)
        return started
    }

    private mutating func startNext() -> [Int] {
        var started: [Int] = []
        while running < rules.running, !ready.isEmpty {
            let instance = ready.removeFirst()
            guard var line = lines[instance] else { continue }
            line.isReady = false
            if !line.tickets.isEmpty, line.running < line.limit {
                started.append(line.tickets.removeFirst())
                line.running += 1
                running += 1
                waiting -= 1
            }
            lines[instance] = line
            lineUp(instance)
        }
        return started
    }

    /// Puts an instance behind the ready ones if somebody waits there who may run.
    private mutating func lineUp(_ instance: InstanceID) {
        guard let line = lines[instance], !line.isReady, !line.tickets.isEmpty,
            line.running < line.limit
        else { return }
        lines[instance]?.isReady = true
        ready.append(instance)
    }

    private mutating func tidy(_ instance: InstanceID) {
        if lines[instance]?.isOver ?? false { lines[instance] = nil }
    }
}
