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
        switch Overlap(route.pattern, other.pattern) {
        case .none, .oneNarrower: break
        case .same: findings.append("\(route.title): also stands as \(other.title)")
        case .crossing: findings.append("\(route.title): ambiguous with \(other.title)")
        }
        return findings
    }
}

/// How the paths of two patterns relate.
enum Overlap {
    /// No path matches both.
    case none
    /// The same paths match both.
    case same
    /// What matches one matches the other too, so that the literal one wins.
    case oneNarrower
    /// Some paths match both, and neither is the narrower one.
    case crossing

    init(_ left: PathPattern, _ right: PathPattern) {
        guard left.segments.count == right.segments.count else {
            self = .none
            return
        }
        var leftNarrower = false
        var rightNarrower = false
        for pair in zip(left.segments, right.segments) {
            switch pair {
            case (.literal(let one), .literal(let other)) where one != other:
                self = .none
                return
            case (.literal, .parameter): leftNarrower = true
            case (.parameter, .literal): rightNarrower = true
            default: break
            }
        }
        switch (leftNarrower, rightNarrower) {
        case (false, false): self = .same
        case (true, true): self = .crossing
        default: self = .oneNarrower
        }
    }
}
