import Canonical
import Engine
import Sandbox
import Testing

@Suite("Phones of the sandbox answer messages by signs and votes")
struct SandboxResponseTests {
    static let poll = PollContent(question: "When?", options: ["Mon", "Tue", "Wed"], selectable: 2)

    @Test("a reaction to the account's message says whose it is")
    func reacts() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", "5511988888888")
        let sent = try world.send("5511988888888", world.demo)
        let id = try world.react("👍", to: sent.id, by: "5511988888888")
        let sender = try address("5511988888888")
        let here = Reaction(
            id: id,
            message: sent.id,
            chat: sender,
            sender: sender,
            isFromMe: false,
            isOnOwnMessage: true,
            emoji: "👍"
        )
        #expect(world.events("message.reaction", of: world.demo) == [.messageReaction(here)])
        let there = Reaction(
            id: id,
            message: sent.id,
            chat: try address("5511999999999"),
            sender: sender,
            isFromMe: true,
            isOnOwnMessage: false,
            emoji: "👍"
        )
        #expect(world.events("message.reaction", of: maria) == [.messageReaction(there)])
    }

    @Test("an empty reaction takes the last one away")
    func withdraws() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        try world.react("", to: sent.id, by: "5511988888888")
        guard case .messageReaction(let reaction)? = world.events[world.demo]?.last else {
            Issue.record("there is no reaction")
            return
        }
        #expect(reaction.emoji.isEmpty)
    }

    @Test("more than one character is no reaction")
    func refusesWords() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        #expect(code { try world.react("ok", to: sent.id, by: "5511988888888") } == .requestInvalid)
    }

    @Test("a reaction in a group reaches every member's instances")
    func reactsInGroup() throws {
        let world = try SandboxWorld.demo()
        let joao = try world.linked("joao", "5531988887777")
        let sent = try world.send(SandboxGroupTests.demoGroup, world.demo)
        try world.react("❤️", to: sent.id, by: "5511988888888")
        for id in [world.demo, joao] {
            let event = try #require(world.events("message.reaction", of: id).first)
            #expect(event.chat == sent.chat)
        }
    }

    @Test("who blocked the phone hears nothing of it")
    func respectsBlocks() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        try world.perform(
            BlockContact(contact: try address("5511988888888"), isBlocked: true),
            world.demo
        )
        try world.react("👍", to: sent.id, by: "5511988888888")
        #expect(world.events("message.reaction", of: world.demo).isEmpty)
    }

    @Test("a vote names the poll, the voter and the options")
    func votes() throws {
        let world = try SandboxWorld.demo()
        let poll = try world.write(
            .poll(Self.poll),
            from: "5511999999999",
            to: "5511988888888"
        )
        let id = try world.vote(["Wed", "Mon"], in: poll, by: "5511988888888")
        let voter = try address("5511988888888")
        let expected = PollVote(
            id: id,
            poll: poll,
            chat: voter,
            voter: voter,
            isFromMe: false,
            options: ["Wed", "Mon"]
        )
        #expect(world.events("message.poll_vote", of: world.demo) == [.messagePollVote(expected)])
        try world.vote([], in: poll, by: "5511988888888")
        #expect(world.events("message.poll_vote", of: world.demo).count == 2)
    }

    @Test(
        "a vote that the poll does not allow is refused",
        arguments: [["Sun"], ["Mon", "Mon"], ["Mon", "Tue", "Wed"]]
    )
    func refusesVotes(options: [String]) throws {
        let world = try SandboxWorld.demo()
        let poll = try world.write(.poll(Self.poll), from: "5511988888888", to: "5511999999999")
        #expect(code { try world.vote(options, in: poll, by: "5511999999999") } == .requestInvalid)
    }

    @Test("what is no poll has no votes")
    func refusesOthers() throws {
        let world = try SandboxWorld.demo()
        let sent = try world.send("5511988888888", world.demo)
        #expect(code { try world.vote([], in: sent.id, by: "5511988888888") } == .requestInvalid)
    }

    @Test(
        "a poll that cannot be is not sent",
        arguments: [
            PollContent(question: "", options: ["a", "b"]),
            PollContent(question: "q", options: ["a"]),
            PollContent(question: "q", options: ["a", "a"]),
            PollContent(question: "q", options: ["a", ""]),
            PollContent(question: "q", options: (1...13).map(String.init)),
            PollContent(question: "q", options: ["a", "b"], selectable: 3),
            PollContent(question: "q", options: ["a", "b"], selectable: -1),
        ]
    )
    func refusesPolls(poll: PollContent) throws {
        let world = try SandboxWorld.demo()
        #expect(
            code {
                try world.write(.poll(poll), from: "5511988888888", to: "5511999999999")
            } == .requestInvalid
        )
    }

    /// What is sent, and what answers it.
    static let menus: [(Content, ReplyContent)] = [
        (
            .list(
                ListContent(
                    title: "T",
                    body: "B",
                    footer: "",
                    button: "Open",
                    sections: [
                        ListContent.Section(
                            title: "S",
                            rows: [ListContent.Row(id: "r1", title: "One", description: "")]
                        )
                    ]
                )
            ),
            ReplyContent(kind: .list, id: "r1", title: "One")
        ),
        (
            .buttons(
                ButtonsContent(
                    body: "B",
                    buttons: [ButtonsContent.Button(title: "Yes", action: .reply(id: "y"))]
                )
            ),
            ReplyContent(kind: .button, id: "y", title: "Yes")
        ),
    ]

    @Test("a choice quotes the menu that it was chosen from", arguments: menus)
    func chooses(menu: Content, reply: ReplyContent) throws {
        let world = try SandboxWorld.demo()
        let sent = try world.perform(
            SendMessage(recipient: try address("5511988888888"), content: menu),
            world.demo
        )
        let quote = Quote(id: sent.message.id, content: menu)
        let phones = ("5511988888888", "5511999999999")
        try world.write(.reply(reply), from: phones.0, to: phones.1, quoting: quote)
        let received = try #require(world.messages[world.demo]?.last)
        #expect(received.content == .reply(reply))
        #expect(received.quoted?.id == sent.message.id)
        let other = ReplyContent(kind: reply.kind, id: "no", title: "No")
        #expect(
            code {
                try world.write(.reply(other), from: phones.0, to: phones.1, quoting: quote)
            } == .requestInvalid
        )
        #expect(
            code { try world.write(.reply(reply), from: phones.0, to: phones.1) } == .requestInvalid
        )
    }
}
