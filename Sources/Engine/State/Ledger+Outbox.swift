internal import Canonical

extension Ledger {
    /// The endpoints for which an event of an instance is queued.
    func hearers(
        of payload: @autoclosure () -> EventPayload,
        from instance: InstanceID
    ) -> [WebhookEndpoint] {
        guard !endpoints.byID.isEmpty, let tenant = instances[instance]?.tenant else { return [] }
        let payload = payload()
        return endpoints.endpoints(hearing: instance, of: tenant).filter {
            interest.concerns($0, payload)
        }
    }

    /// Queues the event for those who hear it.
    func queue(
        _ event: Event,
        for hearers: [WebhookEndpoint],
        _ transaction: inout Transaction
    ) {
        guard !hearers.isEmpty else { return }
        let lane = event.payload.chat.map(LaneKey.key) ?? ""
        for endpoint in hearers {
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
