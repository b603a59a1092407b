import DialectKit

/// No two routes answer for the same request, and an operation means one thing.
struct RouteTable {
    let routes: [Route]

    init(_ routes: [Route]) { self.routes = routes }

    var findings: [String] {
        var findings: [String] = []
        for (index, route) in routes.enumerated() {
            if route.operation.isEmpty { findings.append("\(route.title): no operation's name") }
            for other in routes[(index + 1)...] { findings += Self.clash(route, other) }
        }
        return findings
    }

    private static func clash(_ route: Route, _ other: Route) -> [String] {
        var findings: [String] = []
        if route.operation == other.operation, route.commands != other.commands {
            let titles = "\(route.title) and \(other.title)"
            findings.append("\(route.operation): means different commands, \(titles)")
        }
        guard route.method == other.method else { return findings }
        if Self.meansTheSame(route.pattern, other.pattern) {
            findings.append("\(route.title): also stands as \(other.title)")
        }
        return findings
    }
}

extension RouteTable {
    /// Whether the same paths match both patterns.
    ///
    /// Patterns that share only some paths are told apart: from the left, a literal segment wins over
    /// a parameter, as vendors' own servers have it (`/group/list/{key}` beside
    /// `/group/{key}/adminGroups`).
    private static func meansTheSame(_ left: PathPattern, _ right: PathPattern) -> Bool {
        guard left.segments.count == right.segments.count else { return false }
        return zip(left.segments, right.segments).allSatisfy { pair in
            switch pair {
            case (.literal(let one), .literal(let other)): one == other
            case (.parameter, .parameter): true
            default: false
            }
        }
    }
}
