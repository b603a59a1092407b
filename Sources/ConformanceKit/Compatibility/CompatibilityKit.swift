public import DialectKit

/// What every dialect must keep so that the gateway can serve it, checked from outside.
///
/// A dialect's author calls it in one test and reads the findings, each a line that names the route
/// or the credential; an empty list is a pass.
public enum CompatibilityKit {
    /// Checks what needs no gateway: routes, wordings, fixtures, purity and minting.
    public static func check(_ dialect: any Dialect, fixtures: [Fixture]) -> [String] {
        let own = fixtures.filter { $0.dialect == dialect.id.text }
        return RouteTable(dialect.routes).findings
            + AccessTable(dialect).findings
            + Wording(dialect, own).findings
            + Coverage(dialect.routes, own).findings
            + Purity(dialect, own).findings
            + Minting(dialect).findings
    }
}

extension Route {
    /// Method and path, as findings name the route.
    var title: String { "\(method.rawValue) \(pattern.text)" }

    /// The names of the commands that a request can become, none for a refused route.
    var commands: [String] { commandNames }
}
