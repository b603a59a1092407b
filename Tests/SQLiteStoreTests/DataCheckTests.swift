import Canonical
import Engine
import Foundation
import SQLiteStore
import TestSupport
import Testing

@Suite("check-data finds what should not be there", .temporaryFolder)
struct DataCheckTests {
    private var folder: String { TemporaryFolder.current + "/data" }

    @Test("a folder in use is clean")
    func clean() async throws {
        let store = try await filled()
        #expect(try DataCheck.run(folder: folder) == [])
        store.close()
        #expect(try DataCheck.run(folder: folder) == [])
    }

    @Test(
        "a planted fault is found",
        arguments: [
            ("DELETE FROM events WHERE sequence = 2", "the numbers of its events have gaps"),
            ("DELETE FROM events WHERE sequence = 1", "the numbers of its events have gaps"),
            ("DELETE FROM commands WHERE sequence = 2", "the numbers of its commands have gaps"),
            ("DELETE FROM messages", "succeeded and its message is missing"),
            ("DELETE FROM messages", "tells of a message that is missing"),
            ("UPDATE commands SET message = NULL", "succeeded and its message is missing"),
            ("UPDATE commands SET outcome = 0, upstream = 'sandbox'", "has no outcome"),
            ("UPDATE events SET payload = '{'", "has a payload that is no JSON"),
            ("UPDATE messages SET content = ''", "has a content that is no JSON"),
            ("DELETE FROM instance_numbers", "that is not there"),
            ("DELETE FROM lanes", "is open and has no lane"),
            ("UPDATE lanes SET head = head + 1", "does not begin with its first open delivery"),
            ("UPDATE lanes SET due_at = 0", "is due at another moment than its first delivery"),
            ("UPDATE deliveries SET sequence = 99", "is open and has no event"),
            ("UPDATE deliveries SET sequence = 99", "was given up and has no event"),
            ("UPDATE endpoints SET removed_at = 1", "is open and its endpoint is not there"),
            ("UPDATE endpoints SET slot = 'single'", "is not the only one in its slot"),
            ("DELETE FROM sends WHERE event = 6", "the numbers of its events have gaps"),
            ("DELETE FROM sends WHERE event = 6", "the numbers of its commands have gaps"),
            ("DELETE FROM progress", "the numbers of its events have gaps"),
            ("DELETE FROM receipts", "the numbers of its events have gaps"),
            ("DELETE FROM sends", "a row of progress names a row of sends that is not there"),
            ("DELETE FROM sends", "a row of receipts names a row of sends that is not there"),
            ("DELETE FROM origins", "a row of sends names a row of origins that is not there"),
            ("DELETE FROM runs", "is not found by its event"),
            ("DELETE FROM runs WHERE command IS NULL", "is not found by its number"),
            ("UPDATE runs SET first = last", "is not found by its event"),
            ("UPDATE runs SET command = 0 WHERE command > 0", "is not found by its event"),
            ("UPDATE sends SET extras = '{'", "has details that are no JSON"),
            ("UPDATE sends SET content = '{'", "has a content that is no JSON"),
            (
                "UPDATE sends SET command = 13 - command WHERE command IN (6, 7)",
                "is not numbered in the order of its events"
            ),
            ("UPDATE progress SET instance = 2", "tells of another instance's message"),
            ("PRAGMA user_version = 99", "the schema has version 99"),
            ("PRAGMA application_id = 1", "another program's"),
            ("DROP TABLE events", "table events is missing"),
            ("DROP TABLE uses", "table uses is missing"),
            ("DROP INDEX lanes_due", "index lanes_due is missing"),
            ("ALTER TABLE told ADD COLUMN b TEXT", "table told is not as this release makes it"),
        ]
    )
    func faults(_ sql: String, _ finding: String) async throws {
        try await filled().close()
        try executeRaw("PRAGMA foreign_keys = OFF; \(sql)", in: folder + "/sotaque.sqlite")
        let findings = try DataCheck.run(folder: folder)
        #expect(findings.contains { $0.contains(finding) }, "\(findings)")
    }

    @Test("files that others can reach are found", arguments: ["", "/sotaque.sqlite"])
    func modes(_ name: String) async throws {
        try await filled().close()
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
        try FileManager.default.setAttributes(attributes, ofItemAtPath: folder + name)
        #expect(try DataCheck.run(folder: folder).count == 1)
    }

    @Test("many rows with one fault give a bounded answer")
    func bounded() async throws {
        let store = try openStore()
        for number in 1...100 {
            _ = store.submit([.command(Sample.command(Int64(number), outcome: .pending))])
        }
        store.close()
        let findings = try DataCheck.run(folder: folder)
        #expect(findings.count == 21)
        #expect(findings.last == "and more: has no outcome")
    }

    @Test("a folder without a file is an error")
    func nothing() {
        #expect(throws: StoreError.self) { try DataCheck.run(folder: TemporaryFolder.current) }
    }

    private func filled() async throws -> SQLiteStore {
        let store = try openStore()
        for number in 1...5 { _ = store.submit(Sample.send(Int64(number))) }
        _ = store.submit([
            .sent(Sample.sent(6, event: 6, command: 6)),
            .progress(Sample.progress(6, .delivered, event: 7)),
            .progress(Sample.progress(6, .read, event: 8)),
            .sent(Sample.sent(7, event: 9, command: 7)),
        ])
        _ = store.submit(Sample.send(1, of: InstanceID("ins_2")))
        let entries = (1...4).map { Change.delivery(Sample.entry(Int64($0))) }
        let dead = DeliveryResult(id: Sample.entry(1).id, next: .dead, at: Sample.now)
        try await store.submit(
            [
                .instance(Sample.linkedInstance()), .endpoint(Sample.endpoint("whk_1")),
                .endpoint(Sample.endpoint("whk_2")),
            ] + entries + [.deliveryResult(dead)]
        ).wait()
        return store
    }
}
