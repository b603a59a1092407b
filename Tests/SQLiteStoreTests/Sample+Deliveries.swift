import Canonical
import Engine
import SQLiteStore
import TestSupport

extension Sample {
    static func endpoint(
        _ id: String,
        tenant: TenantID = tenant,
        instance: InstanceID? = instance,
        slot: WebhookEndpoint.Slot = .many,
        dialect: String = "whatisup"
    ) -> WebhookEndpoint {
        WebhookEndpoint(
            id: id,
            dialect: DialectID(dialect),
            tenant: tenant,
            instance: instance,
            slot: slot,
            url: "https://example.com/hook?key=c0ffee-url",
            secret: "c0ffee-own",
            isSecretChosen: true,
            standardSecrets: ["whsec_c0ffee-1", "whsec_c0ffee-2"],
            isEnabled: false,
            disabledReason: .gone,
            instances: [Sample.instance, InstanceID("ins_2")],
            events: ["message.received", "\u{E7}"],
            options: ["addUrlEvents": "true", "a": ""],
            baseURL: "https://gateway.example.com",
            createdAt: now,
            updatedAt: now.advanced(byMilliseconds: 9)
        )
    }

    static func key(_ id: String, revokedAt: Timestamp? = nil) -> KeyRecord {
        let key = APIKey(
            id: id,
            dialect: DialectID("whatisup"),
            tenant: tenant,
            instance: instance,
            name: "painel",
            prefix: "wiu_live_ab",
            scopes: ["read", "send"],
            createdAt: now,
            expiresAt: now.advanced(byMilliseconds: 1),
            lastUsedAt: now.advanced(byMilliseconds: 2),
            revokedAt: revokedAt
        )
        let digest = CredentialDigest((1, 2, 3, .max))
        return KeyRecord(key: key, realm: CredentialRealm("whatisup.key"), digest: digest)
    }

    /// A delivery of the event of that number, queued that many milliseconds after ``now``.
    static func entry(
        _ sequence: Int64,
        to endpoint: String = "whk_1",
        lane: String = "a",
        of instance: InstanceID = instance,
        after milliseconds: Int64 = 0
    ) -> OutboxEntry {
        OutboxEntry(
            id: "dlv_\(endpoint)_\(instance.text)_\(sequence)",
            endpoint: endpoint,
            lane: lane,
            instance: instance,
            sequence: sequence,
            name: "message.sent",
            at: now.advanced(byMilliseconds: milliseconds)
        )
    }

    /// What one send writes when an endpoint is told of it.
    static func toldSend(_ entry: OutboxEntry) -> [Change] {
        send(entry.sequence, of: entry.instance) + [.delivery(entry)]
    }
}

/// A store with the endpoint `whk_1`, and what tests ask of it.
struct DeliveryStore {
    let store: SQLiteStore

    init(endpoints: [WebhookEndpoint] = [Sample.endpoint("whk_1")]) async throws {
        store = try openStore()
        let changes: [Change] = [.instance(Sample.linkedInstance())]
        try await submit(changes + endpoints.map { .endpoint($0) })
    }

    func submit(_ changes: [Change]) async throws { try await store.submit(changes).wait() }

    /// Queues deliveries of fresh events, each to `whk_1` in that lane.
    func queue(_ lanes: [String]) async throws {
        for (index, lane) in lanes.enumerated() {
            let number = Int64(index) + 1
            try await submit(Sample.toldSend(Sample.entry(number, lane: lane, after: number)))
        }
    }

    func result(
        _ sequence: Int64,
        _ next: DeliveryResult.Next,
        counts: Bool = true,
        status: Int? = nil,
        error: String? = nil,
        body: [UInt8]? = nil
    ) async throws {
        let result = DeliveryResult(
            id: Sample.entry(sequence).id,
            next: next,
            at: Sample.now.advanced(byMilliseconds: 1000),
            counts: counts,
            status: status,
            error: error,
            body: body
        )
        try await submit([.deliveryResult(result)])
    }

    /// The numbers of the events that are due, each with those that come along behind it.
    func line(ahead: Int, limit: Int = 100) async throws -> [[Int64]] {
        let query = DueQuery(
            now: Sample.now.advanced(byMilliseconds: 1_000_000),
            inFlight: [],
            resting: [],
            limit: limit,
            ahead: ahead
        )
        return try await store.dueDeliveries(query).map { due in
            [due.event.sequence] + due.followers.map(\.event.sequence)
        }
    }

    /// The numbers of the events that are due, in the order they are given.
    func due(
        after milliseconds: Int64 = 1_000_000,
        inFlight: Set<String> = [],
        resting: Set<String> = [],
        limit: Int = 100
    ) async throws -> [Int64] {
        let query = DueQuery(
            now: Sample.now.advanced(byMilliseconds: milliseconds),
            inFlight: inFlight,
            resting: resting,
            limit: limit
        )
        return try await store.dueDeliveries(query).map(\.event.sequence)
    }

    func delivery(_ sequence: Int64) async throws -> Delivery? {
        try await store.delivery(Sample.entry(sequence).id)
    }

    func list(_ filter: DeliveryFilter = DeliveryFilter(), limit: Int = 100) async throws
        -> [Int64]
    {
        try await store.deliveries(filter, limit: limit).map(\.sequence)
    }

    /// What is wrong with the file.
    func findings() throws -> [String] {
        try DataCheck.run(folder: TemporaryFolder.current + "/data")
    }
}
