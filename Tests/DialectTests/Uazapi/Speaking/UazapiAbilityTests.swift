import DialectKit
import Testing
import Uazapi

@Suite("What uazapi carries is declared as it is said")
struct UazapiAbilityTests {
    private let table = UazapiSpoken.speech.abilities

    static let carried: [any Command.Type] = [
        ConnectInstance.self, DisconnectInstance.self, RestartInstance.self, SendMessage.self,
        MarkChat.self, RevokeMessage.self, CheckNumbers.self, GetProfilePicture.self,
        BlockContact.self, ListBlocked.self, CreateGroup.self, ListGroups.self, GetGroup.self,
        ChangeParticipants.self, RestrictGroup.self, LeaveGroup.self, GetPrivacy.self,
        SetPrivacy.self, SetAvailability.self, SendChatPresence.self,
    ]

    @Test("there is one row for each command and variant, and no other")
    func complete() {
        let expected = Self.carried.flatMap { type in
            type.variants.isEmpty
                ? [type.traits.name] : type.variants.map { "\(type.traits.name)/\($0)" }
        }
        let rows = table.rows.map { row in
            row.variant.map { "\(row.command)/\($0)" } ?? row.command
        }
        #expect(rows.sorted() == expected.sorted())
        #expect(
            UazapiSpoken.speech.commands.names.sorted()
                == Self.carried.map { $0.traits.name }.sorted()
        )
    }

    /// A content of each kind that uses every optional field.
    static let full: [Content] =
        [.text(TextContent("x", mentions: [Samples.ana]))]
        + MediaContent.Kind.allCases.map { kind in
            .media(
                MediaContent(
                    kind: kind,
                    source: .bytes([1]),
                    mediaType: "a/b",
                    fileName: "f",
                    caption: "c",
                    isViewOnce: true,
                    isGIF: true
                )
            )
        } + [
            .list(fullList), .buttons(fullButtons),
            .poll(PollContent(question: "q", options: ["a", "b"], selectable: 2)),
        ]

    private static var fullList: ListContent {
        var list = UazapiSpokenSendTests.list
        list.title = "t"
        return list
    }

    private static var fullButtons: ButtonsContent {
        var buttons = UazapiSpokenSendTests.buttons
        buttons.title = "t"
        return buttons
    }

    @Test(
        "a send that uses everything loses what its row declares, and nothing else",
        arguments: full
    )
    func everything(content: Content) throws {
        let command = SendMessage(
            recipient: Samples.team,
            content: content,
            quoted: Quote(id: MessageID("3EB0")),
            isForwarded: true,
            delayMilliseconds: 1,
            marksChatRead: true
        )
        let said = try UazapiSpoken.speech.commands.translate(command, UazapiSpoken.context())
        let losses = try #require(said).losses
        switch table.ability(of: "message.send", content.kind) {
        case .exact: #expect(losses.isEmpty)
        case .lossy(let declared): #expect(losses == declared)
        case .unsupported: Issue.record("it was said all the same")
        }
    }

    @Test("a send that uses nothing loses nothing", arguments: full)
    func nothing(content: Content) throws {
        let bare: Content
        switch content {
        case .media(let media): bare = .media(MediaContent(kind: media.kind, source: .url("u")))
        case .list: bare = .list(UazapiSpokenSendTests.list)
        case .buttons: bare = .buttons(UazapiSpokenSendTests.buttons)
        default: bare = content
        }
        let command = SendMessage(recipient: Samples.ana, content: bare)
        let said = try UazapiSpoken.speech.commands.translate(command, UazapiSpoken.context())
        #expect(try #require(said).losses.isEmpty)
    }

    @Test("a loss names a field that the command counts", arguments: full)
    func paths(content: Content) {
        guard case .lossy(let losses) = table.ability(of: "message.send", content.kind) else {
            return
        }
        let command = SendMessage(
            recipient: Samples.ana,
            content: content,
            isForwarded: true
        )
        #expect(losses.map(\.path).filter { !command.fields.contains($0) } == [])
    }

    @Test("a mark up to a message is one of the whole chat", arguments: [true, false])
    func mark(isRead: Bool) throws {
        var command = MarkChat(chat: Samples.ana, isRead: isRead)
        let context = UazapiSpoken.context()
        #expect(try UazapiSpoken.speech.commands.translate(command, context)?.losses == [])
        command.upTo = MessageID("3EB0")
        let losses = try #require(
            try UazapiSpoken.speech.commands.translate(command, context)
        ).losses
        #expect(losses.map(\.path) == ["up_to"])
        #expect(table.ability(of: "message.mark_read", command.variant) == .lossy(losses))
    }

    @Test("the account's settings are declared")
    func settings() {
        let settings = UazapiSpoken.speech.settings
        #expect(settings.map(\.name) == ["token", "admin_token"])
        #expect(settings.map(\.isSecret) == [true, true])
        #expect(settings.map(\.isRequired) == [true, false])
        #expect(UazapiSpoken.speech.referenceWindowMilliseconds == nil)
    }
}
