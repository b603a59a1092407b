import DialectKit

/// Every route says who may call it, with a credential that the dialect has.
struct AccessTable {
    let dialect: any Dialect

    init(_ dialect: any Dialect) { self.dialect = dialect }

    var findings: [String] { dialect.routes.flatMap(findings) }

    private func findings(_ route: Route) -> [String] {
        var findings: [String] = []
        if route.access.carriers.isEmpty {
            findings.append("\(route.title): no credential opens it")
        }
        if !dialect.credentials.contains(where: { $0.realm == route.access.realm }) {
            let realm = route.access.realm.text
            findings.append("\(route.title): no credential is of the realm \(realm)")
        }
        if let name = Self.parameter(route.access.subject),
            !route.pattern.segments.contains(.parameter(name))
        {
            findings.append("\(route.title): the path has no {\(name)} to name the instance")
        }
        return findings
    }

    private static func parameter(_ subject: Access.Subject) -> String? {
        switch subject {
        case .tenant, .instanceOfCredential: nil
        case .instanceInPath(let name), .instanceInPathOfCredential(let name): name
        }
    }
}
