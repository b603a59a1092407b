import Canonical
import Engine
import Foundation
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A file of schema 1 is brought up to date", .temporaryFolder)
struct MigrationTests {
    private var folder: String { TemporaryFolder.current + "/data" }
    private var file: String { folder + "/sotaque.sqlite" }

    /// Writes a file as the first release left it: two instances, the second one removed, each
    /// with a webhook, and an event.
    private func writeFirstVersion() throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        let sealed = ToySealer().seal(Array("c0ffee-old".utf8), context: "webhooks/ins_1/zapyapi")
        let secret = sealed.map { String(format: "%02x", $0) }.joined()
        let state = #"'{"state":"connected"}'"#
        let instances = [(1, "NULL"), (2, "1790000000500")].map { number, removed in
            """
            INSERT INTO instance_numbers VALUES (\(number), 'ins_\(number)');
            INSERT INTO instances VALUES (\(number), 'tnt_1', 'Loja', '{}', NULL, '', '{}', \(state),
                NULL, 0, 'sandbox', 1790000000000, 1790000000000, NULL, NULL, \(removed));
            """
        }
        let script = try #require(Schema.current.steps.first).script
        try executeRaw(
            """
            \(script)
            \(instances.joined(separator: "\n"))
            INSERT INTO webhooks VALUES
                (1, 'zapyapi', 'whk_1', 'https://example.com/?c0ffee-url', x'\(secret)', 1, 7, 8),
                (2, 'megaapi', 'whk_2', 'https://example.com/2', NULL, 0, 9, 10);
            INSERT INTO events VALUES (1, 1, 'evt_1', 5, 'pairing.success', '{"phone":"5511988887777"}', NULL);
            PRAGMA application_id = \(Schema.applicationID);
            PRAGMA user_version = 1;
            """,
            in: file
        )
    }

    @Test("a webhook becomes the single endpoint of its instance, its secret readable")
    func webhooks() async throws {
        try writeFirstVersion()
        let store = try openStore()
        let expected = WebhookEndpoint(
            id: "whk_1",
            dialect: DialectID("zapyapi"),
            tenant: TenantID("tnt_1"),
            instance: InstanceID("ins_1"),
            slot: .single,
            url: "https://example.com/?c0ffee-url",
            secret: "c0ffee-old",
            isSecretChosen: true,
            createdAt: Timestamp(milliseconds: 7),
            updatedAt: Timestamp(milliseconds: 8)
        )
        #expect(try store.load().endpoints == [expected])
        let instance = InstanceID("ins_1")
        let events = try await store.events(of: instance, after: 0, limit: 9)
        #expect(events.map(\.id) == ["evt_1"])
        #expect(events.map(\.requestID) == [nil])
        let entry = Sample.entry(1, to: "whk_1", lane: "", of: instance)
        try await store.submit([.delivery(entry)]).wait()
        #expect(try await store.deliveryCounts().open == 1)
        store.close()
        #expect(try DataCheck.run(folder: folder).isEmpty)
        #expect(try openStore().load().endpoints == [expected])
    }

    @Test("a webhook sealed under another key stops the migration, and nothing is changed")
    func otherKey() throws {
        try writeFirstVersion()
        let error = failure { () throws(StoreError) in
            _ = try openStore(sealer: ToySealer(key: 0x33))
        }
        #expect(error?.kind == .incompatible)
        #expect(try openStore().load().endpoints.count == 1)
    }
}
