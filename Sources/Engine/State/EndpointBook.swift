internal import Canonical

/// The endpoints of a ledger, found by whose events they get.
struct EndpointBook {
    /// All endpoints by id.
    private(set) var byID: [String: WebhookEndpoint] = [:]
    /// The ids of those of one instance, oldest first.
    private var ofInstance: [InstanceID: [String]] = [:]
    /// The ids of those of a whole tenant, oldest first.
    private var ofTenant: [TenantID: [String]] = [:]

    /// The endpoint with that id.
    subscript(_ id: String) -> WebhookEndpoint? { byID[id] }

    /// Adds an endpoint, or replaces the one with its id.
    mutating func put(_ endpoint: WebhookEndpoint) {
        guard byID.updateValue(endpoint, forKey: endpoint.id) == nil else { return }
        if let instance = endpoint.instance {
            ofInstance[instance, default: []].append(endpoint.id)
        } else {
            ofTenant[endpoint.tenant, default: []].append(endpoint.id)
        }
    }

    /// Removes an endpoint; one that is not there is left alone.
    mutating func remove(_ id: String) {
        guard let endpoint = byID.removeValue(forKey: id) else { return }
        // No empty list stays behind for an instance or a tenant that may be gone.
        if let instance = endpoint.instance {
            let rest = ofInstance[instance]?.filter { $0 != id } ?? []
            ofInstance[instance] = rest.isEmpty ? nil : rest
        } else {
            let rest = ofTenant[endpoint.tenant]?.filter { $0 != id } ?? []
            ofTenant[endpoint.tenant] = rest.isEmpty ? nil : rest
        }
    }

    /// Those of one instance alone, oldest first.
    func endpoints(of instance: InstanceID) -> [WebhookEndpoint] {
        (ofInstance[instance] ?? []).compactMap { byID[$0] }
    }

    /// Those of a whole tenant, oldest first.
    func endpoints(of tenant: TenantID) -> [WebhookEndpoint] {
        (ofTenant[tenant] ?? []).compactMap { byID[$0] }
    }

    /// Those that get an instance's events, as far as their own settings say.
    func endpoints(hearing instance: InstanceID, of tenant: TenantID) -> [WebhookEndpoint] {
        let own = endpoints(of: instance)
        let wide = endpoints(of: tenant).filter { endpoint in
            guard endpoint.instances.isEmpty || endpoint.instances.contains(instance) else {
                return false
            }
            return endpoint.slot != .account
                || !own.contains { one in
                    one.dialect == endpoint.dialect && one.slot == .single
                }
        }
        return (own + wide).filter(\.isEnabled)
    }
}
