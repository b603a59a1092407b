import DialectKit

/// An operation that a dialect serves, by however many routes, and the commands it can become.
struct ServedOperation {
    /// A command, and one of its variants.
    struct Shape: Hashable {
        let command: String
        let variant: String?
    }

    /// The vendor's operation.
    let name: String
    /// Why the first of its routes is served.
    let support: Support
    /// What its routes can become, in their order, none twice; empty for what needs no command.
    private(set) var shapes: [Shape] = []
    /// What is wrong with its routes.
    private(set) var findings: [String] = []

    /// The operations of a dialect, in the order of its routes, without those that it refuses.
    static func all(of dialect: any Dialect) -> [ServedOperation] {
        var operations: [ServedOperation] = []
        var places: [String: Int] = [:]
        for route in dialect.routes {
            if case .refused = route.support { continue }
            let place = places[route.operation] ?? operations.count
            if place == operations.count {
                operations.append(ServedOperation(name: route.operation, support: route.support))
                places[route.operation] = place
            }
            operations[place].add(route)
        }
        return operations
    }

    private init(name: String, support: Support) {
        self.name = name
        self.support = support
    }

    private mutating func add(_ route: Route) {
        var unused = Set(route.variants ?? [])
        for command in route.commandNames {
            let variants = Self.variants(of: command, in: route)
            if variants.isEmpty { findings.append("\(name): makes no variant of \(command)") }
            if CommandKind.carried(command) == nil, !CommandKind.isKept(command) {
                findings.append("\(name): nobody carries \(command)")
            }
            for variant in variants {
                if let variant { unused.remove(variant) }
                let shape = Shape(command: command, variant: variant)
                if !shapes.contains(shape) { shapes.append(shape) }
            }
        }
        findings += unused.sorted().map { "\(name): none of its commands has the variant \($0)" }
    }

    private static func variants(of command: String, in route: Route) -> [String?] {
        let all = CommandKind.carried(command)?.variants ?? [nil]
        guard let wanted = route.variants else { return all }
        return all.filter { variant in variant.map(wanted.contains) ?? true }
    }
}

extension Dialect {
    /// What is wrong with what its routes say of commands, each in one line.
    var findings: [String] {
        ServedOperation.all(of: self).flatMap(\.findings).map { "\(id) as a front: \($0)" }
    }
}
