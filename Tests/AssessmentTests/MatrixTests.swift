import Assessment
import DialectKit
import Testing

@Suite("The matrix of fronts and upstreams")
struct MatrixTests {
    private let matrix = Matrix(dialects: [ToyDialect.small], speeches: [.north, .south])

    private func operation(_ name: String) throws -> Matrix.Operation {
        try #require(matrix.fronts.first?.operations.first { $0.name == name })
    }

    private func cell(
        _ command: String,
        _ variant: String?,
        on upstream: String
    ) throws -> Matrix.Cell {
        let row = try #require(
            matrix.commands.first { $0.command == command && $0.variant == variant }
        )
        return try #require(row.cells.first { $0.upstream.text == upstream })
    }

    private static let carried: [any Command.Type] = [
        ConnectInstance.self, DisconnectInstance.self, RestartInstance.self, SendMessage.self,
        SendToMany.self, MarkChat.self, RevokeMessage.self, CheckNumbers.self,
        GetProfilePicture.self, BlockContact.self, ListBlocked.self, CreateGroup.self,
        ListGroups.self,
        GetGroup.self, ChangeParticipants.self, RestrictGroup.self, LeaveGroup.self,
        GetPrivacy.self, SetPrivacy.self, SetAvailability.self, SendChatPresence.self,
    ]

    @Test("every carried command and variant stands once, with one cell for each upstream")
    func completeness() {
        let expected = Self.carried.flatMap { type in
            type.variants.isEmpty
                ? [type.traits.name] : type.variants.map { "\(type.traits.name) \($0)" }
        }
        let found = matrix.commands.map { row in
            [row.command, row.variant].compactMap { $0 }.joined(separator: " ")
        }
        #expect(found.sorted() == expected.sorted())
        for row in matrix.commands {
            #expect(row.cells.map(\.upstream.text) == ["north", "south"])
        }
    }

    @Test("a cell is its table's row, with its evidence")
    func cells() throws {
        let image = try cell("message.send", "image", on: "north")
        #expect(image.verdict == .lossy([UpstreamSpeech.noNames, UpstreamSpeech.noCaptions]))
        #expect(image.evidence == .observed)
        let list = try cell("message.send", "list", on: "north")
        #expect(list.verdict == .unsupported("Lists are not sent"))
    }

    @Test("what no row names is unsupported, and nothing is known of it")
    func missingRow() throws {
        let cell = try cell("group.leave", nil, on: "south")
        #expect(cell.verdict == .unsupported("this upstream has no such call"))
        #expect(cell.evidence == nil)
    }

    @Test("many sends are carried as one send of their kind")
    func bulk() throws {
        let cell = try cell("bulk.send", "text", on: "north")
        #expect(cell.verdict == .lossy([UpstreamSpeech.noQuotes]))
        #expect(cell.evidence == .documented)
    }

    @Test("a row of its own for many sends wins")
    func ownBulk() {
        let speech = UpstreamSpeech.toy(
            "own",
            [.init("message.send", "text", .exact), .init("bulk.send", "text", .unsupported("No"))]
        )
        let own = Matrix(dialects: [], speeches: [speech])
        let row = own.commands.first { $0.command == "bulk.send" && $0.variant == "text" }
        #expect(row?.cells.map(\.verdict) == [.unsupported("No")])
    }

    @Test("a front's operations stand in the order of its routes, without the refused ones")
    func operations() {
        #expect(matrix.fronts.map(\.dialect.text) == ["toy"])
        let names = matrix.fronts.flatMap(\.operations).map(\.name)
        #expect(
            names == ["send.text", "send.media", "privacy", "presence", "webhook", "limits"]
        )
    }

    @Test("a route that names its variants makes no others")
    func variants() throws {
        #expect(try operation("send.text").rows.map(\.variant) == ["text"])
        #expect(try operation("send.media").rows.map(\.variant) == ["image", "video", "document"])
    }

    @Test("a route that names none makes all variants of all its commands")
    func allVariants() throws {
        let rows = try operation("presence").rows
        #expect(
            rows.map { "\($0.command ?? "") \($0.variant ?? "")" } == [
                "presence.self online", "presence.self offline", "presence.chat composing",
                "presence.chat recording", "presence.chat paused",
            ]
        )
    }

    @Test(
        "what the gateway carries out itself is lost on no upstream",
        arguments: [
            ("webhook", "webhook.set"), ("limits", nil),
        ]
    )
    func here(operation name: String, command: String?) throws {
        let rows = try operation(name).rows
        #expect(rows.map(\.command) == [command])
        #expect(rows.flatMap(\.cells).map(\.verdict) == [.here, .here])
        #expect(rows.map(\.isHere) == [true])
    }

    @Test("routes of one operation are one operation")
    func merged() {
        let dialect = ToyDialect(
            "twice",
            [
                Route.toy("send", [SendMessage.self]).making(["text"]),
                Route.toy("send", [SendMessage.self]).making(["image", "text"]),
            ]
        )
        let operations = Matrix(dialects: [dialect], speeches: []).fronts.flatMap(\.operations)
        #expect(operations.map { $0.rows.map(\.variant) } == [["text", "image"]])
    }

    @Test("counts are taken over all commands, or over what a front can ask for")
    func tallies() {
        let all = matrix.tally(of: DialectID("north"))
        // Each row of a send counts for many sends too.
        #expect([all.exact, all.lossy, all.here] == [2, 6, 0])
        #expect(all.exact + all.lossy + all.unsupported == matrix.commands.count)
        let toy = matrix.tally(of: DialectID("north"), for: DialectID("toy"))
        #expect([toy.exact, toy.lossy, toy.unsupported, toy.here] == [2, 3, 5, 2])
        let nobody = matrix.tally(of: DialectID("north"), for: DialectID("nobody"))
        #expect(nobody.exact + nobody.lossy + nobody.unsupported + nobody.here == 0)
    }

    @Test("what is given twice counts once")
    func duplicates() {
        let twice = Matrix(
            dialects: [ToyDialect.small, ToyDialect.small],
            speeches: [.north, .south, .north]
        )
        #expect(twice == matrix)
    }
}
