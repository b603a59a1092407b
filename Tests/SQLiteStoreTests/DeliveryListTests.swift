import Canonical
import Engine
import SQLiteStore
import TestSupport
import Testing

@Suite("Deliveries are listed newest first", .temporaryFolder)
struct DeliveryListTests {
    private static let other = InstanceID("ins_2")

    /// Five deliveries: 1-3 of one tenant's instance, the second one dead; 4 and 5 of others.
    private func filled() async throws -> DeliveryStore {
        let strangers = TenantID("tnt_2")
        let deliveries = try await DeliveryStore(endpoints: [
            Sample.endpoint("whk_1"),
            Sample.endpoint("whk_2", tenant: strangers, instance: Self.other, dialect: "uazapi"),
            Sample.endpoint("whk_3", tenant: Sample.tenant, instance: nil, dialect: "zapyapi"),
        ])
        try await deliveries.queue(["a", "a", "a"])
        try await deliveries.result(1, .succeeded)
        try await deliveries.result(2, .dead)
        let fourth = Sample.entry(4, to: "whk_2", of: Self.other, after: 4)
        try await deliveries.submit(
            [
                .event(
                    Sample.event(
                        4,
                        of: Self.other,
                        .pairingSuccess(phone: Sample.number("5511988887777"))
                    )
                )
            ]
                + [.delivery(fourth)]
        )
        try await deliveries.submit(Sample.toldSend(Sample.entry(5, to: "whk_3", after: 5)))
        return deliveries
    }

    @Test(
        "a filter leaves only what it means",
        arguments: [
            (DeliveryFilter(), [5, 4, 3, 2, 1]),
            (DeliveryFilter(tenant: Sample.tenant), [5, 3, 2, 1]),
            (DeliveryFilter(dialect: DialectID("uazapi")), [4]),
            (DeliveryFilter(instance: Sample.instance), [5, 3, 2, 1]),
            (DeliveryFilter(tenant: Sample.tenant, instance: other), []),
            (DeliveryFilter(id: "dlv_whk_1_ins_1_3"), [3]),
            (DeliveryFilter(id: "dlv_whk_1_ins_1_3", states: [.dead]), []),
            (DeliveryFilter(endpoint: "whk_3"), [5]),
            (DeliveryFilter(endpoint: "whk_9"), []),
            (DeliveryFilter(name: "message.sent"), [5, 4, 3, 2, 1]),
            (DeliveryFilter(name: "message.received"), []),
            (DeliveryFilter(states: [.dead]), [2]),
            (DeliveryFilter(tenant: Sample.tenant, states: [.dead]), [2]),
            (DeliveryFilter(endpoint: "whk_1", states: [.dead, .succeeded]), [2, 1]),
            (DeliveryFilter(states: [.pending]), [5, 4, 3]),
            (DeliveryFilter(tenant: Sample.tenant, states: [.pending, .dead]), [5, 3, 2]),
            (DeliveryFilter(states: [.retrying, .dead]), [2]),
            (DeliveryFilter(endpoint: "whk_1", states: [.retrying]), []),
            (DeliveryFilter(from: Sample.now.advanced(byMilliseconds: 4)), [5, 4]),
            (DeliveryFilter(until: Sample.now.advanced(byMilliseconds: 3)), [2, 1]),
            (DeliveryFilter(before: "dlv_whk_1_ins_1_3"), [2, 1]),
            (DeliveryFilter(tenant: Sample.tenant, before: "dlv_whk_1_ins_1_2"), [1]),
            (DeliveryFilter(before: "dlv_9"), []),
            (DeliveryFilter(instanceName: "loja", dialect: DialectID("zapyapi")), [5]),
            (DeliveryFilter(instanceName: "Loja", dialect: DialectID("zapyapi")), []),
        ] as [(DeliveryFilter, [Int64])]
    )
    func filters(_ filter: DeliveryFilter, _ expected: [Int64]) async throws {
        let deliveries = try await filled()
        #expect(try await deliveries.list(filter) == expected)
        #expect(try await deliveries.list(filter, limit: 1) == Array(expected.prefix(1)))
        #expect(try await deliveries.list(filter, limit: -1).isEmpty)
    }

    @Test("a delivery is shown with what it belongs to, also once the instance is removed")
    func parts() async throws {
        let deliveries = try await filled()
        let moment = Sample.now.advanced(byMilliseconds: 10)
        try await deliveries.submit([.instanceRemoved(Sample.instance, at: moment)])
        let list = try await deliveries.store.deliveries(DeliveryFilter(), limit: 2)
        let expected = Delivery(
            id: Sample.entry(5, to: "whk_3").id,
            endpoint: "whk_3",
            dialect: DialectID("zapyapi"),
            tenant: Sample.tenant,
            instance: Sample.instance,
            instanceName: "loja",
            eventID: Sample.event(5, .messageSent(MessageID(""), chat: nil)).id,
            sequence: 5,
            kind: "message.sent",
            name: "message.sent",
            dueAt: Sample.now.advanced(byMilliseconds: 5),
            createdAt: Sample.now.advanced(byMilliseconds: 5),
            updatedAt: Sample.now.advanced(byMilliseconds: 5)
        )
        #expect(list.first == expected)
        #expect(list.last?.instanceName == nil)
        #expect(try await deliveries.store.delivery(expected.id) == expected)
        #expect(try await deliveries.store.delivery("dlv_9") == nil)
        let counts = try await deliveries.store.deliveryCounts()
        #expect(counts.open == 3)
        #expect(counts.dead == 1)
    }
}
