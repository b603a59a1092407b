internal import DialectKit

/// Which dialect answers for a path, and with which route.
struct Router: Sendable {
    /// A dialect with its routes.
    struct Territory: Sendable {
        let dialect: any Dialect
        let tree: RouteTree
    }

    /// Where a request goes.
    struct Destination: Sendable {
        let dialect: any Dialect
        /// The route and its path parameters, or why there is none.
        let route: Result<Found, CommandFailure>
    }

    /// A route and the values of its parameters.
    struct Found: Sendable {
        let route: Route
        let parameters: [String: String]
    }

    private let bySegment: [String: Territory]
    private let rest: Territory?

    /// Lays the dialects' territories out; the first that claims one keeps it.
    init(_ dialects: [any Dialect]) {
        var bySegment: [String: Territory] = [:]
        var rest: Territory?
        for dialect in dialects {
            let territory = Territory(dialect: dialect, tree: RouteTree(dialect.routes))
            switch dialect.territory {
            case .firstSegment(let segment):
                bySegment[segment] = bySegment[segment] ?? territory
            case .rest:
                rest = rest ?? territory
            }
        }
        self.bySegment = bySegment
        self.rest = rest
    }

    /// Finds the route of a request, nil when no dialect answers for the path.
    func route(_ method: HTTPMethod, _ path: String) -> Destination? {
        let first = path.dropFirst().prefix { $0 != "/" }
        guard let territory = bySegment[String(first)] ?? rest else { return nil }
        let match: RouteTree.Match
        if let exact = territory.tree.match(raw: path, method) {
            match = exact
        } else if case .segments(let segments) = RequestPath(path) {
            match = territory.tree.match(segments, method)
        } else {
            match = .unknown
        }
        return Destination(dialect: territory.dialect, route: Self.found(match))
    }

    private static func found(_ match: RouteTree.Match) -> Result<Found, CommandFailure> {
        switch match {
        case .found(let route, let parameters):
            .success(Found(route: route, parameters: parameters))
        case .otherMethods(let methods):
            .failure(
                CommandFailure(
                    .methodNotAllowed,
                    "Method not allowed",
                    allowedMethods: methods.map(\.rawValue)
                )
            )
        case .unknown:
            .failure(CommandFailure(.routeUnknown, "No such route"))
        }
    }
}
