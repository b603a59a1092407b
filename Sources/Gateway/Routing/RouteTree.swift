internal import DialectKit

/// One dialect's routes by path: literal segments win over parameters.
struct RouteTree: Sendable {
    private final class Node {
        var literals: [String: Node] = [:]
        var parameter: Node?
        var routes: [HTTPMethod: Leaf] = [:]
    }

    /// A route with the names of its parameters, in order.
    ///
    /// A class, because a route is many words to copy and every request passes it on.
    final class Leaf: Sendable {
        let route: Route
        let parameters: [String]
        /// What a credential of the route begins with; empty when any text may be one.
        let prefixes: [String]

        init(_ route: Route, parameters: [String], credentials: [CredentialSpec]) {
            self.route = route
            self.parameters = parameters
            prefixes = credentials.first { $0.realm == route.access.realm }?.prefixes ?? []
        }
    }

    /// What a path and a method lead to.
    enum Match {
        case found(Leaf, [String: String])
        case otherMethods([HTTPMethod])
        case unknown
    }

    // The nodes are frozen into this table when the tree is made: plain data, safe to share.
    private struct Row: Sendable {
        var literals: [String: Int]
        var parameter: Int?
        /// A few, so that comparing beats hashing.
        var routes: [(method: HTTPMethod, leaf: Leaf)]
    }

    private var rows: [Row] = []
    /// The rows of the paths without parameters.
    private(set) var exact: [String: Int] = [:]

    init(_ routes: [Route], credentials: [CredentialSpec]) {
        let root = Node()
        for route in routes { Self.insert(route, credentials, under: root) }
        _ = freeze(root, path: "")
    }

    /// What the row of ``exact`` has for a method.
    func match(row: Int, _ method: HTTPMethod) -> Match { match(row, method, []) }

    /// Looks a path up by its decoded segments.
    func match(_ segments: [String], _ method: HTTPMethod) -> Match {
        var values: [String] = []
        guard let row = descend(0, segments[...], &values) else { return .unknown }
        return match(row, method, values)
    }

    private func match(_ row: Int, _ method: HTTPMethod, _ values: [String]) -> Match {
        let wanted = method == .head ? .get : method
        guard let leaf = rows[row].routes.first(where: { $0.method == wanted })?.leaf else {
            let others = rows[row].routes.map(\.method)
            return others.isEmpty ? .unknown : .otherMethods(others)
        }
        guard !leaf.parameters.isEmpty else { return .found(leaf, [:]) }
        var parameters = [String: String](minimumCapacity: values.count)
        for (name, value) in zip(leaf.parameters, values) { parameters[name] = value }
        return .found(leaf, parameters)
    }

    /// Walks the tree, trying the literal first and falling back to the parameter.
    private func descend(_ row: Int, _ rest: ArraySlice<String>, _ values: inout [String]) -> Int? {
        guard let segment = rest.first else { return rows[row].routes.isEmpty ? nil : row }
        let mark = values.count
        if let next = rows[row].literals[segment],
            let found = descend(next, rest.dropFirst(), &values)
        {
            return found
        }
        values.removeLast(values.count - mark)
        guard let next = rows[row].parameter, !segment.isEmpty else { return nil }
        values.append(segment)
        if let found = descend(next, rest.dropFirst(), &values) { return found }
        values.removeLast(values.count - mark)
        return nil
    }

    private static func insert(
        _ route: Route,
        _ credentials: [CredentialSpec],
        under root: Node
    ) {
        var node = root
        var parameters: [String] = []
        for segment in route.pattern.segments {
            switch segment {
            case .literal(let text):
                let next = node.literals[text] ?? Node()
                node.literals[text] = next
                node = next
            case .parameter(let name):
                parameters.append(name)
                let next = node.parameter ?? Node()
                node.parameter = next
                node = next
            }
        }
        if node.routes[route.method] == nil {
            node.routes[route.method] = Leaf(
                route,
                parameters: parameters,
                credentials: credentials
            )
        }
    }

    private mutating func freeze(_ node: Node, path: String?) -> Int {
        let index = rows.count
        let routes = node.routes.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { (method: $0.key, leaf: $0.value) }
        rows.append(Row(literals: [:], parameter: nil, routes: routes))
        if let path, !node.routes.isEmpty { exact[path] = index }
        for (text, child) in node.literals {
            rows[index].literals[text] = freeze(child, path: path.map { $0 + "/" + text })
        }
        if let child = node.parameter { rows[index].parameter = freeze(child, path: nil) }
        return index
    }
}
