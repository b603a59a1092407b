public import Canonical
internal import Observability

extension Engine: DeliverySource {
    /// See ``DeliverySource/dueDeliveries(_:)``.
    public func dueDeliveries(_ query: DueQuery) async throws(StoreError) -> [DueDelivery] {
        try await store.dueDeliveries(query)
    }

    /// See ``DeliverySource/nextDueDelivery(_:)``.
    public func nextDueDelivery(_ query: DueQuery) async throws(StoreError) -> Timestamp? {
        try await store.nextDueDelivery(query)
    }

    /// See ``DeliverySource/endpoint(_:)``.
    public func endpoint(_ id: String) -> WebhookEndpoint? {
        ledger.withLock { $0.endpoints[id] }
    }

    /// See ``DeliverySource/instance(_:)``.
    public func instance(_ id: InstanceID) -> Instance? {
        ledger.withLock { $0.instances[id] }
    }

    /// See ``DeliverySource/message(_:of:)``.
    public func message(
        _ id: MessageID,
        of instance: InstanceID
    ) async throws(StoreError) -> Message? {
        try await store.message(id, of: instance)
    }

    /// See ``DeliverySource/surroundings(of:message:)``.
    ///
    /// The upstream is asked inside the critical section, as its contract wants. Of an instance that
    /// is carried elsewhere there is what its upstreams told.
    public func surroundings(of event: Event, message: Message?) -> EventSurroundings {
        guard let chat = event.payload.chat ?? message?.chat else { return EventSurroundings() }
        var people: [Address] = []
        for person in event.payload.people + [message?.sender, chat].compactMap({ $0 })
        where !person.isGroup && !people.contains(person) {
            people.append(person)
        }
        return ledger.withLock { ledger in
            if let instance = ledger.instances[event.instance], instance.upstream != upstream.id {
                return EventSurroundings(contacts: acquaintances(people, of: instance, ledger))
            }
            return EventSurroundings(
                group: chat.isGroup ? upstream.group(chat, for: event.instance) : nil,
                contacts: people.compactMap { upstream.contact($0, for: event.instance) },
                standing: upstream.standing(of: chat, for: event.instance)
            )
        }
    }

    /// See ``DeliverySource/record(_:)``.
    public func record(_ results: [DeliveryResult]) -> CommitTicket {
        store.submit(results.map { .deliveryResult($0) })
    }

    /// See ``DeliverySource/disable(_:because:of:)``.
    ///
    /// Nothing happens while the store cannot write; the next attempt in vain says it again.
    public func disable(_ id: String, because reason: SwitchOff, of instance: InstanceID) {
        guard store.isWritable else { return }
        ledger.withLock { ledger in
            guard var endpoint = ledger.endpoints[id], endpoint.isEnabled else { return }
            endpoint.isEnabled = false
            endpoint.disabledReason = reason
            endpoint.updatedAt = clock.now
            ledger.endpoints.put(endpoint)
            var transaction = Transaction(changes: [.endpoint(endpoint)])
            if ledger.instances[instance] != nil {
                ledger.append(
                    .webhookFailed(endpoint: id, reason: reason),
                    to: instance,
                    at: clock.now,
                    cause: nil,
                    &transaction
                )
            }
            _ = submit(transaction.changes)
        }
    }

    /// See ``DeliverySource/observe(_:)``.
    public func observe(_ observer: any EventObserver) { watchers.add(observer) }
}
