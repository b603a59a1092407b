import DialectKit

/// Every route that is served is proven by a fixture, under the same operation's name.
struct Coverage {
    let routes: [Route]
    let fixtures: [Fixture]

    init(_ routes: [Route], _ fixtures: [Fixture]) {
        self.routes = routes
        self.fixtures = fixtures
    }

    var findings: [String] {
        let uncovered = routes.enumerated().filter { index, route in
            !route.isRefused
                && !fixtures.contains { Self.index(of: $0.request, in: routes) == index }
        }
        return uncovered.map { "\($0.element.title): no fixture" } + misnamed
    }

    /// The fixtures whose operation is called neither by their request nor by a step before.
    private var misnamed: [String] {
        fixtures.compactMap { fixture in
            guard let index = Self.index(of: fixture.request, in: routes) else { return nil }
            let requests = [fixture.request] + fixture.given.steps.map(\.request)
            let called = requests.compactMap { Self.index(of: $0, in: routes) }
            guard !called.contains(where: { routes[$0].operation == fixture.operation }) else {
                return nil
            }
            let operation = routes[index].operation
            return "\(fixture.name): says \(fixture.operation) and calls \(operation)"
        }
    }

    /// The route that a request is for: the one with the most literal segments.
    static func index(of request: FixtureRequest, in routes: [Route]) -> Int? {
        let segments = request.segments
        let matching = routes.indices.filter { index in
            routes[index].method == request.method
                && routes[index].pattern.match(segments) != nil
        }
        return matching.max { routes[$0].literalCount < routes[$1].literalCount }
    }
}

extension Route {
    fileprivate var isRefused: Bool {
        if case .refused = support { return true }
        return false
    }

    fileprivate var literalCount: Int {
        pattern.segments.count { if case .literal = $0 { true } else { false } }
    }
}

extension FixtureRequest {
    /// The path's segments as they are written.
    var segments: [String] {
        path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    }
}
