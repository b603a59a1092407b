internal import DialectKit

/// Which dialect answers for a path, and with which route.
struct Router: Sendable {
    /// A dialect with its routes.
    ///
    /// A class, because every request passes it on.
    final class Territory: Sendable {
        let dialect: any Dialect
        let tree: RouteTree
        // What every request asks of the dialect, asked once.
        let id: DialectID
        let bodyRules: BodyRules
        let allowsAnyOrigin: Bool

        init(_ dialect: any Dialect) {
            self.dialect = dialect
            id = dialect.id
            bodyRules = dialect.bodyRules
            allowsAnyOrigin = dialect.allowsAnyOrigin
            tree = RouteTree(dialect.routes, credentials: dialect.credentials)
        }
    }

    /// Where a request goes.
    struct Destination: Sendable {
        let territory: Territory
        /// The route and its path parameters, or why there is none.
        let route: Result<Found, CommandFailure>
    }

    /// A route and the values of its parameters.
    struct Found: Sendable {
        let leaf: RouteTree.Leaf
        let parameters: [String: String]

        var route: Route { leaf.route }
    }

    /// A path without parameters: whose it is, and its row there.
    private struct Exact: Sendable {
        let territory: Territory
        let row: Int
    }

    private let bySegment: [String: Territory]
    private let rest: Territory?
    private let exact: [String: Exact]

    /// Lays the dialects' territories out; the first that claims one keeps it.
    init(_ dialects: [any Dialect]) {
        var bySegment: [String: Territory] = [:]
        var rest: Territory?
        for dialect in dialects {
            let territory = Territory(dialect)
            switch dialect.territory {
            case .firstSegment(let segment):
                bySegment[segment] = bySegment[segment] ?? territory
            case .rest:
                rest = rest ?? territory
            }
        }
        self.bySegment = bySegment
        self.rest = rest
        // A sparse table, because texts that collide are compared one by one.
        var exact = [String: Exact](
            minimumCapacity: 4 * dialects.reduce(0) { $0 + $1.routes.count }
        )
        for territory in bySegment.values {
            for (path, row) in territory.tree.exact
            where bySegment[Self.firstSegment(path)]?.dialect.id == territory.dialect.id {
                exact[path] = Exact(territory: territory, row: row)
            }
        }
        if let rest {
            for (path, row) in rest.tree.exact where bySegment[Self.firstSegment(path)] == nil {
                exact[path] = Exact(territory: rest, row: row)
            }
        }
        self.exact = exact
    }

    private static func firstSegment(_ path: String) -> String {
        let first = path.utf8.dropFirst().prefix { $0 != UInt8(ascii: "/") }
        return String(Substring(first))
    }

    /// Finds the route of a request, nil when no dialect answers for the path.
    func route(_ method: HTTPMethod, _ path: String) -> Destination? {
        // Most routes have no parameters and are found at once.
        if let known = exact[path] {
            let match = known.territory.tree.match(row: known.row, method)
            return Destination(territory: known.territory, route: Self.found(match))
        }
        guard let territory = bySegment[Self.firstSegment(path)] ?? rest else { return nil }
        let match: RouteTree.Match
        if case .segments(let segments) = RequestPath(path) {
            match = territory.tree.match(segments, method)
        } else {
            match = .unknown
        }
        return Destination(territory: territory, route: Self.found(match))
    }

    private static func found(_ match: RouteTree.Match) -> Result<Found, CommandFailure> {
        switch match {
        case .found(let leaf, let parameters):
            .success(Found(leaf: leaf, parameters: parameters))
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
