internal import Canonical

extension Ledger {
    /// Takes up what was committed.
    func load(_ stored: StoredState) {
        for tenant in stored.tenants { insert(tenant) }
        for instance in stored.instances.sorted(by: { $0.createdAt < $1.createdAt }) {
            insert(instance)
        }
        for credential in stored.credentials { insert(credential) }
        for endpoint in stored.endpoints { endpoints.put(endpoint) }
        for key in stored.keys { insert(key) }
        for (instance, last) in stored.eventSequences {
            numbering(of: instance).event = last
        }
        for (instance, last) in stored.commandSequences {
            numbering(of: instance).command = last
        }
        for (record, message) in stored.references {
            references.remember(record, message: message)
        }
    }

    /// Adds a tenant.
    func insert(_ tenant: TenantRecord) {
        tenants[tenant.id] = tenant
        if owned[tenant.id] == nil { owned[tenant.id] = [] }
    }

    /// Adds a credential.
    func insert(_ credential: CredentialRecord) {
        let key = CredentialKey(realm: credential.realm, digest: credential.digest)
        credentials[key, default: []].append(
            Principal(tenant: credential.tenant, instance: credential.instance)
        )
    }

    /// Adds an instance with its names.
    func insert(_ instance: Instance) {
        instances[instance.id] = instance
        owned[instance.tenant, default: []].append(instance.id)
        for (dialect, name) in instance.names {
            named[key(dialect, name, tenant: instance.tenant)] = instance.id
        }
    }

    /// Removes an instance with its names, credentials and endpoints.
    func remove(_ instance: Instance) {
        instances[instance.id] = nil
        owned[instance.tenant]?.removeAll { $0 == instance.id }
        for (dialect, name) in instance.names {
            named[key(dialect, name, tenant: instance.tenant)] = nil
        }
        for endpoint in endpoints.endpoints(of: instance.id) { endpoints.remove(endpoint.id) }
        keys = keys.filter { $0.value.key.instance != instance.id }
        retired.removeAll { $0.key.instance == instance.id }
        removeCredentials { $0.instance == instance.id }
        remote.forget(instance.id)
    }

    /// Removes the credentials whose principal fits.
    func removeCredentials(where fits: (Principal) -> Bool) {
        for (key, principals) in credentials where principals.contains(where: fits) {
            let left = principals.filter { !fits($0) }
            credentials[key] = left.isEmpty ? nil : left
        }
    }

    /// The key under which a dialect's name is found.
    func key(_ dialect: DialectID, _ name: String, tenant: TenantID) -> NameKey {
        NameKey(
            dialect: dialect,
            tenant: isServerWide(dialect) ? nil : tenant,
            name: name
        )
    }
}
