internal import Canonical
internal import Engine

/// The statements that changes become.
final class ChangeStatements {
    private let numbers: InstanceNumbers
    private let sealer: any Sealer
    private let tenant: Statement
    private let tenantRemoved: Statement
    private let tenantCredentialsRemoved: Statement
    private let credential: Statement
    private let credentialsRemoved: Statement
    private let instance: Statement
    private let instanceRemoved: Statement
    private let sends: SendRows
    private let messageStatus: Statement
    private let messageRevoked: Statement
    private let sendStatus: Statement
    private let sendRevoked: Statement
    private let endpoints: EndpointStatements
    private let deliveries: DeliveryStatements
    private let replays: ReplayStatements
    private let retention: RetentionStatements
    private let upstreams: UpstreamStatements
    private let trials: TrialStatements
    private let key: Statement
    private let tenantKeysRemoved: Statement
    private let document: Statement
    private let documentRemoved: Statement

    init(
        _ connection: Connection,
        numbers: InstanceNumbers,
        sealer: any Sealer
    ) throws(StoreError) {
        self.numbers = numbers
        self.sealer = sealer
        tenant = try Statement(connection, TenantRecord.insertion)
        tenantRemoved = try Statement(connection, "DELETE FROM tenants WHERE id = ?1")
        tenantCredentialsRemoved = try Statement(
            connection,
            "DELETE FROM credentials WHERE tenant = ?1"
        )
        credential = try Statement(connection, CredentialRecord.insertion)
        credentialsRemoved = try Statement(
            connection,
            "DELETE FROM credentials WHERE instance <> '' AND instance = ?1"
        )
        instance = try Statement(connection, Instance.insertion)
        // What can be opened again is not kept for an instance that is gone.
        instanceRemoved = try Statement(
            connection,
            """
            UPDATE instances SET removed_at = ?2, updated_at = ?2, tokens = NULL
            WHERE number = ?1 AND removed_at IS NULL
            """
        )
        messageStatus = try Statement(
            connection,
            "UPDATE messages SET status = ?3 WHERE instance = ?1 AND id = ?2 AND status < ?3"
        )
        messageRevoked = try Statement(
            connection,
            "UPDATE messages SET revoked_at = ?3 WHERE instance = ?1 AND id = ?2"
        )
        sendStatus = try Statement(
            connection,
            "UPDATE sends SET status = ?2 WHERE number = ?1 AND status < ?2"
        )
        sendRevoked = try Statement(
            connection,
            "UPDATE sends SET revoked_at = ?2 WHERE number = ?1"
        )
        endpoints = try EndpointStatements(connection, sealer: sealer)
        deliveries = try DeliveryStatements(connection, numbers: numbers)
        sends = try SendRows(connection, numbers: numbers, deliveries: deliveries)
        replays = try ReplayStatements(connection)
        retention = try RetentionStatements(connection)
        upstreams = try UpstreamStatements(connection, numbers: numbers, sealer: sealer)
        trials = try TrialStatements(connection, numbers: numbers)
        key = try Statement(connection, KeyRecord.insertion)
        tenantKeysRemoved = try Statement(connection, "DELETE FROM api_keys WHERE tenant = ?1")
        document = try Statement(
            connection,
            "INSERT OR REPLACE INTO documents (space, key, body) VALUES (?1, ?2, ?3)"
        )
        documentRemoved = try Statement(
            connection,
            "DELETE FROM documents WHERE space = ?1 AND key = ?2"
        )
    }

    /// Applies one change inside the transaction that is open; what a send inserts may wait for
    /// ``finish()``.
    func apply(_ change: Change) throws(StoreError) {
        try makeWay(for: change)
        switch change {
        case .tenant(let record): try tenant.run { record.bind(&$0) }
        case .tenantRemoved(let id): try remove(id)
        case .credential(let record): try credential.run { record.bind(&$0) }
        case .credentialsRemoved(let id): try credentialsRemoved.run { $0.text(id.text) }
        case .instance(let instance): try put(instance)
        case .instanceRemoved(let id, let moment): try remove(id, at: moment)
        case .command(let record): try sends.add(record)
        case .sent(let sent):
            if try !sends.add(sent) { try apply(partsOf: change) }
        case .progress(let progress):
            if try !sends.add(progress) { try apply(partsOf: change) }
        case .message(let message, let owner): try sends.add(message, of: owner)
        case .messageStatus(let id, let owner, let status): try move(id, of: owner, to: status)
        case .messageRevoked(let id, let owner, let moment): try revoke(id, of: owner, at: moment)
        case .event(let event): try sends.add(event)
        case .endpoint(let endpoint): try put(endpoint)
        case .endpointRemoved(let id, let moment): try endpoints.remove(id, at: moment)
        case .delivery(let entry): sends.add(entry)
        case .deliveryResult(let result): try deliveries.note(result)
        case .deliveriesReplayed(let filter, let place, let now):
            try replays.replay(filter, after: place, at: now)
        case .retention(let retention): try self.retention.pass(retention)
        case .key(let record): try key.run { record.bind(&$0) }
        case .document(let key, let body): try put(key, body)
        case .documentRemoved(let key): try remove(key)
        case .upstream(let definition): try upstreams.put(definition)
        case .upstreamRemoved(let id): try upstreams.remove(id)
        case .route(let route, let owner): try upstreams.put(route, of: owner)
        case .upstreamMessage(let pair): try upstreams.put(pair)
        case .sendPending(let owner, let sequence, let recipient, let echo):
            try upstreams.await(sequence, of: owner, recipient: recipient, echo: echo)
        case .sendSettled(let owner, let sequence): try upstreams.settle(sequence, of: owner)
        case .identity(let lid, let phone, let owner):
            try upstreams.put(lid: lid, phone: phone, of: owner)
        case .told(let key, let owner, let moment): try trials.note(key, of: owner, at: moment)
        case .uses(let uses, let owner): try trials.add(uses, of: owner)
        case .difference(let difference): try trials.append(difference)
        case .differencesRemoved(let owner): try trials.removeDifferences(of: owner)
        }
    }

    private func apply(partsOf change: Change) throws(StoreError) {
        for part in change.parts { try apply(part) }
    }

    /// Inserts what waits, before the transaction ends.
    func finish() throws(StoreError) { try sends.finish() }

    /// Forgets what waits, when the transaction is rolled back.
    func forget() {
        sends.forget()
        retention.forget()
    }

    /// Inserts what waits as far as a change may look for it.
    private func makeWay(for change: Change) throws(StoreError) {
        switch change {
        case .sent, .progress, .command, .message, .event, .delivery: break
        case .messageStatus: try sends.flushMessages()
        case .retention: try sends.finish()
        default: try sends.flush()
        }
    }
}

extension ChangeStatements {
    private func move(
        _ id: MessageID,
        of owner: InstanceID,
        to status: MessageStatus
    ) throws(StoreError) {
        let number = try numbers.number(of: owner)
        if let send = try sends.number(of: id, in: number) {
            return try sendStatus.run { binder in
                binder.int(send.value)
                binder.int(status.storedCode)
            }
        }
        try messageStatus.run { binder in
            binder.int(number)
            binder.text(id.text)
            binder.int(status.storedCode)
        }
    }

    private func revoke(
        _ id: MessageID,
        of owner: InstanceID,
        at moment: Timestamp
    ) throws(StoreError) {
        let number = try numbers.number(of: owner)
        if let send = try sends.number(of: id, in: number) {
            return try sendRevoked.run { binder in
                binder.int(send.value)
                binder.time(moment)
            }
        }
        try messageRevoked.run { binder in
            binder.int(number)
            binder.text(id.text)
            binder.time(moment)
        }
    }
}

extension ChangeStatements {
    private func remove(_ tenant: TenantID) throws(StoreError) {
        try tenantRemoved.run { $0.text(tenant.text) }
        try tenantCredentialsRemoved.run { $0.text(tenant.text) }
        try tenantKeysRemoved.run { $0.text(tenant.text) }
    }

    private func put(_ instance: Instance) throws(StoreError) {
        let number = try numbers.number(of: instance.id)
        try self.instance.run { instance.bind(&$0, number: number, sealer: sealer) }
    }

    private func remove(_ instance: InstanceID, at moment: Timestamp) throws(StoreError) {
        let number = try numbers.number(of: instance)
        try instanceRemoved.run { binder in
            binder.int(number)
            binder.time(moment)
        }
    }

    private func put(_ endpoint: WebhookEndpoint) throws(StoreError) {
        var number: Int64?
        if let instance = endpoint.instance { number = try numbers.number(of: instance) }
        try endpoints.put(endpoint, instance: number)
    }

    private func put(_ key: DocumentKey, _ body: [UInt8]) throws(StoreError) {
        try document.run { binder in
            binder.text(key.space)
            binder.text(key.key)
            binder.blob(body)
        }
    }

    private func remove(_ key: DocumentKey) throws(StoreError) {
        try documentRemoved.run { binder in
            binder.text(key.space)
            binder.text(key.key)
        }
    }
}
