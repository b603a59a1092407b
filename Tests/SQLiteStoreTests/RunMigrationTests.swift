import Canonical
import Engine
import Foundation
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("A file of schema 4 is brought up to date", .temporaryFolder)
struct RunMigrationTests {
    private let instance = Sample.instance
    private let others = InstanceID("ins_2")
    private var folder: String { TemporaryFolder.current + "/data" }

    /// What the quoting messages answer, and how it was stored.
    private static let quoted = Quote(
        id: MessageID("ABCD"),
        sender: Sample.chat,
        content: .text(TextContent("?"))
    )
    private static let quotedText = """
        {"id":"ABCD","sender":"\(Sample.chat.jid)","content":{"kind":"text","text":"?"}}
        """

    /// The values of a send's row as schema 4 had it.
    private func values(_ sent: SentRecord, instance: Int) throws -> String {
        let message = sent.message
        let number = try #require(SendNumber(message.id)).value
        func text(_ value: String?) -> String { value.map { "'\($0)'" } ?? "NULL" }
        let quoted = message.quoted.map { _ in Self.quotedText }
        let words = "Olá \(number), com \\\"aspas\\\""
        let content = #"{"kind":"text","text":"\#(words)"}"#
        let revokedAt = message.revokedAt.map { "\($0.milliseconds)" } ?? "NULL"
        let fingerprint = sent.fingerprint.map { "\(Int64(bitPattern: $0))" } ?? "NULL"
        return """
            (\(number), \(instance), \(sent.eventSequence), \(sent.commandSequence),
                '\(message.id.text)', '\(message.chat.jid)', '\(message.sender.jid)',
                '\(message.senderName)', \(message.sentAt.milliseconds), '\(content)',
                \(text(quoted)), \(message.isForwarded ? 1 : 0), \(message.status.storedCode), \(revokedAt),
                \(text(message.clientReference)), \(text(message.clientSource)), 'uazapi',
                'sandbox', '\(sent.requestID)', \(text(sent.idempotencyKey)), \(fingerprint))
            """
    }

    /// Writes a file as the release before left it.
    private func write(_ sends: [(SentRecord, instance: Int)], progress: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        let rows = try sends.map { try values($0, instance: $1) }
        try executeRaw(
            """
            \(Schema.current.steps[..<4].map(\.script).joined(separator: "\n"))
            INSERT INTO instance_numbers (number, id) VALUES (1, 'ins_1'), (2, 'ins_2');
            INSERT INTO sends VALUES \(rows.joined(separator: ","));
            INSERT INTO progress VALUES \(progress);
            PRAGMA application_id = \(Schema.applicationID);
            PRAGMA user_version = 4;
            """,
            in: folder + "/sotaque.sqlite"
        )
    }

    @Test("sends and their progress are what they were, and go on")
    func everything() async throws {
        let last: Int64 = 200
        let sends = (1...last).map { number in
            Sample.sent(
                2 * number,
                event: number,
                command: number,
                reference: number % 5 == 0 ? "r\(number)" : nil,
                key: number % 7 == 0 ? "k\(number)" : nil,
                quoted: number % 3 == 0 ? Self.quoted : nil,
                revokedAt: number % 11 == 0 ? Sample.now.advanced(byMilliseconds: 900) : nil
            )
        }
        let noise = (1...last).map { number in
            Sample.sent(2 * number + 1, of: others, event: number, command: number)
        }
        try write(
            sends.map { ($0, 1) } + noise.map { ($0, 2) },
            progress: "(4, 201, 1, 40, 9, NULL, NULL), (5, 201, 2, 50, 9, NULL, NULL)"
        )
        let store = try openStore()
        try await store.submit([.instance(Sample.linkedInstance())]).wait()
        let events = try await store.events(of: instance, after: 0, limit: 999)
        #expect(events.prefix(200) == sends.map(\.event)[...])
        #expect(events.map(\.sequence) == Array(1...201))
        let rows = try await store.commands(of: instance, after: 0, limit: 999)
        #expect(rows == sends.map(\.command))
        let middle = try await store.commands(of: instance, after: 150, limit: 7)
        #expect(middle == sends[150..<157].map(\.command))
        for message in sends.map(\.message) where message.id != Sample.sendID(4) {
            #expect(try await store.message(message.id, of: instance) == message)
        }
        #expect(try await store.message(Sample.sendID(4), of: instance)?.status == .delivered)
        #expect(try await store.message(Sample.sendID(5), of: others)?.status == .read)
        #expect(try store.load().references.count == 40 + 28 - 5)
        try await store.submit([
            .progress(Sample.progress(6, .delivered, event: 202)),
            .sent(Sample.sent(999, event: 203, command: 201)),
        ]).wait()
        let next = try await store.events(of: instance, after: 200, limit: 9)
        #expect(next.map(\.sequence) == [201, 202, 203])
        store.close()
        #expect(try DataCheck.run(folder: folder).isEmpty)
    }

    @Test("an id that the new form cannot hold stops the migration, and nothing is changed")
    func strangeID() throws {
        try write(
            [(Sample.sent(2, event: 1, command: 1), 1)],
            progress: "(2, 2, 1, 40, 9, NULL, NULL)"
        )
        let file = folder + "/sotaque.sqlite"
        try executeRaw("UPDATE sends SET id = replace(id, '0F', 'g7')", in: file)
        #expect(failure { () throws(StoreError) in _ = try openStore() } != nil)
        try executeRaw("UPDATE sends SET id = replace(id, 'g7', '0F')", in: file)
        let store = try openStore()
        #expect(try store.load().eventSequences == [instance: 2])
    }
}
