internal import Canonical
internal import DialectKit
internal import Engine

/// Turns the credential of a request into a tenant and an instance, by the route's row of the
/// dialect's authentication table.
///
/// Unknown, revoked and another tenant's look alike, and an instance that is not the caller's does
/// not exist.
struct Authenticator: Sendable {
    let engine: Engine
    let mint: any CredentialMint

    /// Who calls, or what is wrong with the credential.
    func principal(
        _ found: Router.Found,
        _ fields: HTTPFields,
        _ query: QueryItems,
        dialect: any Dialect
    ) throws(CommandFailure) -> Principal {
        let access = found.route.access
        let secret = try credential(access, fields, query)
        try checkForm(of: secret, found.leaf.prefixes)
        let principals = engine.principals(access.realm, mint.digest(secret))
        guard let first = principals.first else {
            throw CommandFailure(.authInvalid, "Unknown credential")
        }
        switch access.subject {
        case .tenant, .instanceOfCredential:
            return first
        case .instanceInPath(let name):
            let shown = found.parameters[name] ?? ""
            guard let id = engine.instance(named: shown, in: dialect.id, of: first.tenant) else {
                throw CommandFailure(.instanceNotFound, "Instance not found")
            }
            return Principal(tenant: first.tenant, instance: id)
        case .instanceInPathOfCredential(let name):
            return try owner(of: found.parameters[name] ?? "", among: principals, dialect.id)
        }
    }

    /// Refuses what cannot be a credential of that realm by its prefix.
    private func checkForm(
        of secret: String,
        _ prefixes: [String]
    ) throws(CommandFailure) {
        guard prefixes.isEmpty || prefixes.contains(where: secret.hasPrefix) else {
            throw CommandFailure(.authMalformed, "Not a credential of this API")
        }
    }

    /// The principal whose instance has that name.
    private func owner(
        of name: String,
        among principals: [Principal],
        _ dialect: DialectID
    ) throws(CommandFailure) -> Principal {
        for principal in principals {
            let named = engine.instance(named: name, in: dialect, of: principal.tenant)
            if let named, named == principal.instance { return principal }
        }
        throw CommandFailure(.instanceNotFound, "Instance not found")
    }

    /// The first credential that is there; one that comes twice is refused.
    private func credential(
        _ access: Access,
        _ fields: HTTPFields,
        _ query: QueryItems
    ) throws(CommandFailure) -> String {
        for carrier in access.carriers {
            switch carrier {
            case .header(let name):
                if let value = try single(fields, name) { return value }
            case .bearer, .bareAuthorization:
                guard let value = try single(fields, "authorization") else { continue }
                if let token = Self.bearer(value) { return token }
                if case .bareAuthorization = carrier { return value }
                guard access.acceptsBareAuthorization else {
                    throw CommandFailure(.authMalformed, "Authorization must be Bearer")
                }
            case .query(let name):
                if let value = query[name], !value.isEmpty { return value }
            }
        }
        throw CommandFailure(.authMissing, "No credential")
    }

    private func single(
        _ fields: HTTPFields,
        _ name: StaticString
    ) throws(CommandFailure) -> String? {
        if let value = fields.only(name) { return value.isEmpty ? nil : value }
        guard let first = fields[name], !first.isEmpty else { return nil }
        throw CommandFailure(.authMalformed, "The credential came more than once")
    }

    /// The token of `Bearer …`, scheme in any case.
    private static func bearer(_ value: String) -> String? {
        let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let token = parts[1].drop { $0 == " " }
        return token.isEmpty ? nil : String(token)
    }
}

extension Access {
    /// Whether a value of `Authorization` without a scheme counts.
    fileprivate var acceptsBareAuthorization: Bool {
        carriers.contains { carrier in
            if case .bareAuthorization = carrier { return true }
            return false
        }
    }
}
