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

@Suite("A file of schema 3 is brought up to date", .temporaryFolder)
struct SendMigrationTests {
    private let instance = Sample.instance

    @Test("what was stored stays, and sends go on in the new form")
    func sends() async throws {
        let folder = TemporaryFolder.current + "/data"
        try openStore(folder).close()
        try executeRaw(
            """
            DROP VIEW sent_messages; DROP TABLE runs; DROP TABLE receipts; DROP TABLE progress;
            DROP TABLE sends; DROP TABLE origins; PRAGMA user_version = 3;
            INSERT INTO instance_numbers (number, id) VALUES (1, 'ins_1');
            INSERT INTO commands VALUES (1, 1, 'cmd_old', 'tnt_1', 'message.send', 'uazapi',
                'sandbox', 'req_1', 5, 'ref', NULL, NULL, 1, NULL, '\(Sample.sendID(9).text)', NULL,
                NULL);
            INSERT INTO messages VALUES (1, 1, '\(Sample.sendID(9).text)',
                '5511988888888@s.whatsapp.net', '5511999999999@s.whatsapp.net', '', 1, 1, 5,
                '{"kind":"text","text":"a"}', NULL, 0, 10, NULL, 'ref', NULL);
            INSERT INTO events VALUES (1, 1, 'evt_old', 5, 'message.sent',
                '{"message_id":"\(Sample.sendID(9).text)"}', 'cmd_old', NULL);
            """,
            in: folder + "/sotaque.sqlite"
        )
        let store = try openStore(folder)
        let sent = Sample.sent(10, event: 3, command: 2)
        try await store.submit([
            .progress(Sample.progress(9, .delivered, event: 2)), .sent(sent),
            .progress(Sample.progress(10, .delivered, event: 4)),
        ]).wait()
        let events = try await store.events(of: instance, after: 0, limit: 9)
        #expect(events.map(\.sequence) == [1, 2, 3, 4])
        #expect(events.first?.id == "evt_old")
        let rows = try await store.commands(of: instance, after: 0, limit: 9)
        #expect(rows.map(\.id.text) == ["cmd_old", sent.command.id.text])
        for number in 9...10 as ClosedRange<Int64> {
            let message = try await store.message(Sample.sendID(number), of: instance)
            #expect(message?.status == .delivered)
        }
        store.close()
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }
}
