internal import Canonical

extension Ledger {
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
