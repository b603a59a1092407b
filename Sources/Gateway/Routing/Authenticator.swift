internal import Canonical
internal import DialectKit
internal import Engine

/// Turns the credential of a request into a tenant and an instance, by the route's row of the
/// dialect's authentication table.
///
/// Unknown and another tenant's look alike, and an instance that is not the caller's does not exist.
struct Authenticator: Sendable {
    let engine: Engine
    let mint: any CredentialMint
    /// Told of each issued key that opens something.
    let uses = KeyUses()

    /// The digest of the credential that a head shows for a route, or why it shows none.
    func credential(
        _ leaf: RouteTree.Leaf,
        _ fields: HTTPFields,
        _ query: QueryItems
    ) -> Result<CredentialDigest, CommandFailure> {
        do throws(CommandFailure) {
            let secret = try credential(leaf.route.access, fields, query)
            try checkForm(of: secret, leaf.prefixes)
            return .success(mint.digest(secret))
        } catch {
            return .failure(error)
        }
    }

    /// Whose the credential is, one at least: more than one only where instances share it.
    func holders(_ called: CalledRoute) throws(CommandFailure) -> [Principal] {
        let realm = called.route.access.realm
        let holders = try alive(engine.principals(realm, try called.credential.get()))
        guard !holders.isEmpty else { throw Self.unknown }
        return holders
    }

    /// Nobody has that credential.
    static let unknown = CommandFailure(.authInvalid, "Unknown credential")

    /// Who of the holders calls the route, and for which instance; a key is used by it.
    func principal(
        among holders: [Principal],
        _ called: CalledRoute
    ) throws(CommandFailure) -> Principal {
        let principal = try caller(among: holders, called)
        note(principal)
        return principal
    }

    /// Notes that a principal's key was used, where it is an issued one.
    func note(_ principal: Principal) {
        if let key = principal.key { uses.note(key, at: engine.clock.now) }
    }

    private func caller(
        among holders: [Principal],
        _ called: CalledRoute
    ) throws(CommandFailure) -> Principal {
        guard let first = holders.first else { throw Self.unknown }
        let access = called.route.access
        let dialect = called.territory.id
        switch access.subject {
        case .tenant:
            guard first.instance == nil || access.admitsBoundKeys else {
                throw CommandFailure(.authScoped, "The key opens one instance")
            }
            return first
        case .instanceOfCredential:
            return first
        case .instanceInPath:
            return try first.narrowed(to: instance(called.instanceName, of: first, dialect))
        case .instanceInPathOfCredential:
            return try owner(of: called.instanceName, among: holders, dialect)
        }
    }

    /// The principals that still open something; that all have expired is told apart.
    private func alive(_ principals: [Principal]) throws(CommandFailure) -> [Principal] {
        guard principals.contains(where: { $0.expiresAt != nil }) else { return principals }
        let now = engine.clock.now
        let alive = principals.filter { principal in
            principal.expiresAt.map { now < $0 } ?? true
        }
        guard !alive.isEmpty else {
            throw CommandFailure(.authExpired, "The key has expired or was taken back")
        }
        return alive
    }

    /// The tenant's instance of that name; another tenant's does not exist.
    private func instance(
        _ name: String,
        of principal: Principal,
        _ dialect: DialectID
    ) throws(CommandFailure) -> InstanceID {
        guard let id = engine.instance(named: name, in: dialect, of: principal.tenant) else {
            throw CommandFailure(.instanceNotFound, "Instance not found")
        }
        return id
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

extension Principal {
    /// The same caller for one of its instances; a key may be bound to another one.
    fileprivate func narrowed(to id: InstanceID) throws(CommandFailure) -> Principal {
        guard instance == nil || instance == id else {
            throw CommandFailure(.authForbidden, "The key opens another instance")
        }
        return Principal(tenant: tenant, instance: id, key: key, expiresAt: expiresAt)
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
