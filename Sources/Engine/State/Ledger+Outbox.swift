internal import Canonical

extension Ledger {
    /// Whether an event of an instance would be queued for an endpoint.
    func isHeard(_ payload: @autoclosure () -> EventPayload, of instance: InstanceID) -> Bool {
        guard !endpoints.byID.isEmpty, let tenant = instances[instance]?.tenant else {
            return false
        }
        let payload = payload()
        return endpoints.endpoints(hearing: instance, of: tenant).contains {
            interest.concerns($0, payload)
        }
    }

    /// Queues the event for every endpoint that it concerns.
    func queue(_ event: Event, _ transaction: inout Transaction) {
        guard !endpoints.byID.isEmpty, let tenant = instances[event.instance]?.tenant else {
            return
        }
        let lane = event.payload.chat.map(LaneKey.key) ?? ""
        for endpoint in endpoints.endpoints(hearing: event.instance, of: tenant)
        where interest.concerns(endpoint, event.payload) {
            let now = Timestamp(milliseconds: WorldClock.system())
            let entry = OutboxEntry(
                id: EventID.delivery(of: event, to: endpoint.id, at: now),
                endpoint: endpoint.id,
                lane: lane,
                instance: event.instance,
                sequence: event.sequence,
                name: interest.name(of: event.payload, for: endpoint),
                at: now
            )
            transaction.changes.append(.delivery(entry))
        }
    }
}
