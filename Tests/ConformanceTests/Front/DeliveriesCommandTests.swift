import Foundation
import Testing
import Wire

@testable import sotaque

@Suite("sotaque deliveries")
struct DeliveriesCommandTests {
    @Test(
        "what was typed wrong is said, and does not reach a gateway",
        arguments: [
            ["replay"], ["replay", "--state", "dead"], ["replay", "dlv_1", "--all"],
            ["replay", "dlv_1", "--endpoint", "whk_1"], ["show"], ["lose"], ["list", "more"],
            ["list", "--colour", "red"],
        ]
    )
    func usage(_ arguments: [String]) async {
        let gateway = ["--url", "http://127.0.0.1:1", "--token", "t"]
        let error = await #expect(throws: UsageError.self) {
            try await DeliveriesCommand.run(arguments + gateway)
        }
        #expect(error?.status == 2)
    }

    @Test("a gateway that is not there is another kind of failure")
    func nobody() async {
        let error = await #expect(throws: UsageError.self) {
            try await DeliveriesCommand.run(["list", "--url", "http://127.0.0.1:1", "--token", "t"])
        }
        #expect(error?.status == 1)
    }

    /// What is typed, and the exit status.
    static let typed: [(words: String, status: Int32)] = [
        ("list", 0), ("list --json --all --state dead,succeeded", 0), ("replay --all", 0),
        ("replay --all --json", 0), ("replay --tenant demo", 0), ("list --state lost", 1),
        ("list --limit 0", 1), ("show dlv_none", 1), ("replay dlv_none", 1),
    ]

    @Test("the exit status says whether the gateway did what was asked", arguments: typed)
    func statuses(_ words: String, _ status: Int32) async throws {
        let gateway = try await SocketedGateway.start()
        let access = ["--url", gateway.baseURL, "--token", "test-control-token"]
        let result = try await DeliveriesCommand.run(
            words.split(separator: " ").map(String.init) + access
        )
        await gateway.stop()
        #expect(result == status)
    }

    private static let delivery: JSONValue = [
        "id": "dlv_01", "endpoint": "whk_01", "dialect": "toy", "instance": "ins_01",
        "kind": "message.sent", "event": .null, "state": "retrying", "attempts": 3,
        "last_status": 502, "last_error": "status", "created_at": "2026-01-31T12:00:00.000Z",
        "delivered_at": .null, "body": #"{"a":"b"}"#,
    ]

    @Test("a line has a column for each title, and the event's kind where its name is not known")
    func row() {
        let row = DeliveryText.row(Self.delivery)
        let cells = row.split(separator: " ").map(String.init)
        #expect(
            cells == [
                "dlv_01", "2026-01-31T12:00:00.000Z", "retrying", "3", "502", "toy",
                "message.sent", "ins_01", "whk_01", "status",
            ]
        )
        #expect(DeliveryText.heading.split(separator: " ").count == cells.count)
        let event = DeliveryText.heading.range(of: "EVENT").map { $0.lowerBound }
        let kind = row.range(of: "message.sent").map { $0.lowerBound }
        #expect(event?.utf16Offset(in: row) == kind?.utf16Offset(in: row))
    }

    @Test("one delivery has a line for each member, and its body at the end as it is")
    func lines() {
        let lines = DeliveryText.lines(Self.delivery)
        #expect(lines.first == "id            dlv_01")
        #expect(lines.contains("delivered_at  -"))
        #expect(lines.suffix(2) == ["", #"{"a":"b"}"#])
    }
}
