internal import DialectKit
internal import Wire

/// `sotaque routes [--dialect NAME] [--json]`: every route, implemented or known and refused.
enum RoutesCommand {
    static func run(_ arguments: [String]) throws(UsageError) -> Int32 {
        let flags = try Flags(arguments).allowing(["dialect", "json"])
        let dialects = try select(flags.all("dialect"))
        if flags.has("json") {
            Output.line(JSONValue.array(dialects.flatMap(render)).text)
        } else {
            for dialect in dialects {
                for route in dialect.routes { Output.line(line(dialect, route)) }
            }
        }
        return 0
    }

    /// The dialects of those names, all without any.
    static func select(_ names: [String]) throws(UsageError) -> [any Dialect] {
        for name in names where !Dialects.all.contains(where: { $0.id.text == name }) {
            throw UsageError("Unknown dialect \(name)")
        }
        return Dialects.all.filter { names.isEmpty || names.contains($0.id.text) }
    }

    private static func line(_ dialect: any Dialect, _ route: Route) -> String {
        let columns = [
            pad(dialect.id.text, 9), pad(route.support.name, 11), pad(route.method.rawValue, 7),
            pad(route.pattern.text, 52),
            becomes(route),
        ]
        return columns.joined(separator: " ")
    }

    /// What a request becomes, or why it becomes nothing.
    private static func becomes(_ route: Route) -> String {
        guard route.subscribe == nil else { return "live events" }
        return route.commandNames.isEmpty
            ? route.support.reason : route.commandNames.joined(separator: " or ")
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func render(_ dialect: any Dialect) -> [JSONValue] {
        dialect.routes.map { route in
            [
                "dialect": .string(dialect.id.text),
                "method": .string(route.method.rawValue),
                "path": .string(route.pattern.text),
                "operation": .string(route.operation),
                "support": .string(route.support.name),
                "realm": .string(route.access.realm.text),
                "commands": .array(route.commandNames.map(JSONValue.string)),
            ]
        }
    }
}

extension Support {
    /// Why a route is refused, empty for the others.
    fileprivate var reason: String {
        if case .refused(let reason) = self { return reason }
        return ""
    }
}
