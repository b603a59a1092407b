import Canonical
import Engine
import SQLiteStore
import TestSupport
import Testing

@Suite("Every change is read back as it was submitted", .temporaryFolder)
struct RoundTripTests {
    @Test("tenants, credentials, instances, webhooks and documents survive a reopening")
    func owners() async throws {
        let tenant = TenantRecord(id: Sample.tenant, name: "Ação", createdAt: Sample.now)
        let credentials = [
            Sample.credential("uazapi.instance", 7, of: Sample.instance),
            Sample.credential("zapyapi.key", 8, of: nil),
        ]
        let webhooks = [
            Sample.webhook("uazapi", secret: nil), Sample.webhook("whatisup", secret: "whsec_x"),
        ]
        let document = DocumentKey(space: "sandbox.group", key: "1")
        let store = try openStore()
        let changes: [Change] =
            credentials.map { .credential($0) } + webhooks.map { .endpoint($0) } + [
                .tenant(tenant), .instance(Sample.linkedInstance()), .document(document, [0, 255]),
                .document(DocumentKey(space: "sandbox.group", key: "2"), []),
            ]
        try await store.submit(changes).wait()
        let before = try store.load()
        store.close()
        let reopened = try openStore()
        for state in [before, try reopened.load()] {
            #expect(state.tenants == [tenant])
            #expect(Set(state.credentials.map(\.digest)) == Set(credentials.map(\.digest)))
            #expect(state.credentials.allSatisfy(credentials.contains))
            #expect(state.instances == [Sample.linkedInstance()])
            #expect(state.endpoints == webhooks)
            #expect(state.documents[document] == [0, 255])
            #expect(state.documents.count == 2)
        }
    }

    @Test("a later change replaces an earlier one of the same name")
    func replacements() async throws {
        let store = try openStore()
        var instance = Sample.linkedInstance()
        var record = Sample.command(1, outcome: .pending)
        var message = Sample.message("3EB01")
        let key = DocumentKey(space: "s", key: "k")
        try await store.submit([
            .instance(instance), .command(record), .message(message, of: instance.id),
            .document(key, [1]),
            .tenant(TenantRecord(id: Sample.tenant, name: "a", createdAt: Sample.now)),
        ]).wait()
        instance.tokens = [:]
        instance.account = nil
        instance.state = .failed("stopped")
        record.outcome = .failed(.recipientBlocked)
        record.losses = ["dropped: quoted", "approximated: \"x\""]
        message.content = .text(TextContent("edited"))
        message.quoted = Quote(id: MessageID("3EB00"), sender: Sample.chat)
        let tenant = TenantRecord(id: Sample.tenant, name: "b", createdAt: Sample.now)
        try await store.submit([
            .instance(instance), .command(record), .message(message, of: instance.id),
            .document(key, [2]), .tenant(tenant),
        ]).wait()
        let state = try store.load()
        #expect(state.instances == [instance])
        #expect(state.documents == [key: [2]])
        #expect(state.tenants == [tenant])
        #expect(state.unfinished.isEmpty)
        #expect(try await store.message(message.id, of: instance.id) == message)
        #expect(try await store.commands(of: instance.id, after: 0, limit: 10) == [record])
    }

    @Test(
        "an outcome is read back",
        arguments: [
            .pending, .succeeded, .unknown, .failed(.internalError), .failed(.rateLimited),
        ] as [CommandRecord.Outcome]
    )
    func outcomes(_ outcome: CommandRecord.Outcome) async throws {
        let store = try openStore()
        let record = Sample.command(1, reference: "ref", outcome: outcome, message: MessageID("A"))
        try await store.submit([.command(record)]).wait()
        #expect(try await store.commands(of: Sample.instance, after: 0, limit: 1) == [record])
        #expect(try store.load().unfinished == (outcome == .pending ? [record] : []))
    }

    @Test("a message's status only moves forward", arguments: MessageStatus.allCases)
    func statuses(_ status: MessageStatus) async throws {
        let store = try openStore()
        let message = Sample.message("3EB01", status: .delivered)
        try await store.submit([
            .message(message, of: Sample.instance),
            .messageStatus(message.id, of: Sample.instance, status),
        ]).wait()
        let kept = try await store.message(message.id, of: Sample.instance)
        #expect(kept?.status == max(status, .delivered))
    }

    @Test("a revocation marks the message of that instance alone")
    func revocation() async throws {
        let store = try openStore()
        let message = Sample.message("3EB01")
        let other = InstanceID("ins_2")
        try await store.submit([
            .message(message, of: Sample.instance), .message(message, of: other),
            .messageRevoked(message.id, of: Sample.instance, at: Sample.now),
        ]).wait()
        let revoked = try await store.message(message.id, of: Sample.instance)
        #expect(revoked?.revokedAt == Sample.now)
        #expect(try await store.message(message.id, of: other) == message)
    }

    @Test("what is removed is gone, and an instance that was removed stays so")
    func removals() async throws {
        let store = try openStore()
        let key = DocumentKey(space: "s", key: "k")
        try await store.submit([
            .tenant(TenantRecord(id: Sample.tenant, name: "a", createdAt: Sample.now)),
            .instance(Sample.linkedInstance()), .document(key, [1]),
            .credential(Sample.credential("a", 1, of: Sample.instance)),
            .credential(Sample.credential("b", 2, of: nil)),
            .endpoint(Sample.webhook("uazapi", secret: nil)),
            .endpoint(Sample.webhook("megaapi", secret: nil)),
        ]).wait()
        try await store.submit([
            .credentialsRemoved(Sample.instance), .documentRemoved(key),
            .endpointRemoved("whk_uazapi", at: Sample.now),
        ]).wait()
        let state = try store.load()
        #expect(state.credentials == [Sample.credential("b", 2, of: nil)])
        #expect(state.endpoints == [Sample.webhook("megaapi", secret: nil)])
        #expect(state.documents.isEmpty)
        try await store.submit(Sample.send(1)).wait()
        try await store.submit([
            .tenantRemoved(Sample.tenant), .instanceRemoved(Sample.instance, at: Sample.now),
            .instance(Sample.linkedInstance()),
        ]).wait()
        let rest = try store.load()
        #expect(rest.tenants.isEmpty && rest.credentials.isEmpty && rest.instances.isEmpty)
        #expect(rest.endpoints.isEmpty)
        #expect(try await store.events(of: Sample.instance, after: 0, limit: 9).count == 1)
    }

    @Test("endpoints and keys are read back with all they have")
    func endpointsAndKeys() async throws {
        let endpoints = [
            Sample.endpoint("whk_1"), Sample.endpoint("whk_2", instance: nil, slot: .global),
            Sample.webhook("megaapi", secret: nil),
        ]
        let keys = [Sample.key("key_1"), Sample.key("key_2")]
        let store = try openStore()
        try await store.submit(endpoints.map { .endpoint($0) } + keys.map { .key($0) }).wait()
        #expect(try store.load().endpoints == endpoints)
        #expect(try store.load().keys == keys)
        var changed = endpoints[0]
        changed.url = "https://example.com/2"
        changed.secret = nil
        changed.standardSecrets = []
        changed.isEnabled = true
        changed.disabledReason = nil
        changed.events = []
        let revoked = Sample.key("key_2", revokedAt: Sample.now)
        try await store.submit([.endpoint(changed), .key(revoked)]).wait()
        store.close()
        let reopened = try openStore()
        #expect(try reopened.load().endpoints == [changed] + endpoints.dropFirst())
        #expect(try reopened.load().keys == [keys[0], revoked])
        try await reopened.submit([.tenantRemoved(Sample.tenant)]).wait()
        #expect(try reopened.load().keys.isEmpty)
    }

    @Test("an event keeps the request that caused it")
    func eventRequest() async throws {
        let store = try openStore()
        let event = Event(
            sequence: 1,
            id: "evt_1",
            at: Sample.now,
            instance: Sample.instance,
            payload: .contactBlocked(Sample.chat, isBlocked: true),
            requestID: "req_7"
        )
        try await store.submit([.event(event)]).wait()
        #expect(try await store.events(of: Sample.instance, after: 0, limit: 1) == [event])
    }
}
