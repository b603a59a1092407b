import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution marks, deletes, checks, blocks and shows")
struct EvolutionChatTests {
    private func message(isFromMe: Bool, in chat: Address = EvolutionPlay.ana) -> Message {
        Message(
            id: MessageID("3A1B"),
            chat: chat,
            sender: isFromMe ? EvolutionPlay.me : EvolutionPlay.ana,
            isFromMe: isFromMe,
            isFromAPI: false,
            sentAt: Timestamp(milliseconds: 1_763_729_000_999),
            content: .text(TextContent("oi"))
        )
    }

    @Test("a chat is marked as read by its last message, the named one or the known one")
    func markRead() throws {
        let context = try EvolutionPlay.context(message: message(isFromMe: false))
        let key = #"{"id":"3A1B","fromMe":false,"remoteJid":"5511988888888@s.whatsapp.net"}"#
        let wanted = ["POST /chat/markMessageAsRead/loja {\"readMessages\":[\(key)]}"]
        let known = MarkChat(chat: EvolutionPlay.ana, isRead: true)
        #expect(try EvolutionPlay.play(known, ["markMessageAsRead.1"], context).said == wanted)
        let named = MarkChat(chat: EvolutionPlay.ana, isRead: true, upTo: MessageID("3A1B"))
        #expect(try EvolutionPlay.play(named, ["markMessageAsRead.1"]).said == wanted)
    }

    @Test("a chat is marked as unread with the time of its last message")
    func markUnread() throws {
        let context = try EvolutionPlay.context(message: message(isFromMe: false))
        let played = try EvolutionPlay.play(
            MarkChat(chat: EvolutionPlay.ana, isRead: false),
            ["markChatUnread.1"],
            context
        )
        #expect(
            played.said == [
                #"POST /chat/markChatUnread/loja {"lastMessage":{"key":{"id":"3A1B","fromMe":false,"#
                    + #""remoteJid":"5511988888888@s.whatsapp.net"},"messageTimestamp":1763729000}}"#
            ]
        )
        #expect(played.play.end != nil)
    }

    @Test("a chat without a known message cannot be marked")
    func markNothing() throws {
        let context = try EvolutionPlay.context()
        let mark = MarkChat(chat: EvolutionPlay.ana, isRead: true)
        #expect(throws: CommandFailure.self) {
            try EvolutionPlay.speech.commands.translate(mark, context)
        }
    }

    @Test("a message is deleted by a body")
    func revoke() throws {
        let context = try EvolutionPlay.context(message: message(isFromMe: true))
        let revoke = RevokeMessage(chat: EvolutionPlay.ana, message: MessageID("3A1B"))
        let played = try EvolutionPlay.play(revoke, ["deleteMessageForEveryone.1"], context)
        #expect(
            played.said == [
                #"DELETE /chat/deleteMessageForEveryone/loja {"id":"3A1B","fromMe":true,"remoteJid":"5511988888888@s.whatsapp.net"}"#
            ]
        )
        #expect(try played.told().outcome.revokedAt == EvolutionPlay.now)
        #expect(try played.told().outcome.content == .text(TextContent("oi")))
    }

    @Test("somebody else's message in a group is deleted with its writer's name")
    func revokeOther() throws {
        let context = try EvolutionPlay.context(
            message: message(isFromMe: false, in: EvolutionPlay.group)
        )
        let revoke = RevokeMessage(chat: EvolutionPlay.group, message: MessageID("3A1B"))
        let played = try EvolutionPlay.play(revoke, ["deleteMessageForEveryone.1"], context)
        #expect(
            played.said.first?.hasSuffix(
                #""fromMe":false,"remoteJid":"120363000000000001@g.us","participant":"5511988888888@s.whatsapp.net"}"#
            ) == true
        )
    }

    @Test("numbers are checked as digits, each once, and the id of the answer is the truth")
    func check() throws {
        let old = Samples.address("5531988887777")
        let nobody = Samples.address("5511911111111")
        let played = try EvolutionPlay.play(
            CheckNumbers(numbers: [old, nobody, old]),
            ["whatsappNumbers.1"]
        )
        #expect(
            played.said == [
                #"POST /chat/whatsappNumbers/loja {"numbers":["5531988887777","5511911111111"]}"#
            ]
        )
        let answers = try played.told().outcome
        #expect(
            answers.map(\.resolved?.jid) == [
                "553188887777@s.whatsapp.net", nil, "553188887777@s.whatsapp.net",
            ]
        )
        #expect(answers.map(\.asked) == [old, nobody, old])
    }

    @Test("a LID stands in an answer as an address, or as a word that says nothing")
    func checkLID() throws {
        let phone = try EvolutionPlay.play(
            CheckNumbers(numbers: [EvolutionPlay.ana]),
            ["whatsappNumbers.3"]
        )
        #expect(try phone.told().outcome.first?.lid == "123456789012345")
        let lid = try EvolutionPlay.play(
            CheckNumbers(numbers: [EvolutionPlay.lid]),
            ["whatsappNumbers.4"]
        )
        #expect(
            lid.said == [#"POST /chat/whatsappNumbers/loja {"numbers":["123456789012345@lid"]}"#]
        )
        #expect(
            try lid.told().outcome == [
                CheckNumbers.Answer(
                    asked: EvolutionPlay.lid,
                    resolved: EvolutionPlay.lid,
                    lid: "123456789012345"
                )
            ]
        )
    }

    @Test("nothing is asked about no numbers")
    func checkNothing() throws {
        #expect(try EvolutionPlay.play(CheckNumbers(numbers: []), []).told().outcome == [])
    }

    @Test(
        "a picture is asked for by full id",
        arguments: [
            ("fetchProfilePictureUrl.1", "https://pps.whatsapp.net/v/ana.jpg"),
            ("fetchProfilePictureUrl.2", nil),
        ]
    )
    func picture(answer: String, url: String?) throws {
        let played = try EvolutionPlay.play(GetProfilePicture(subject: EvolutionPlay.ana), [answer])
        #expect(
            played.said == [
                #"POST /chat/fetchProfilePictureUrl/loja {"number":"5511988888888@s.whatsapp.net"}"#
            ]
        )
        #expect(try played.told().outcome.url == url)
    }

    @Test("a contact is blocked, and free again", arguments: [(true, "block"), (false, "unblock")])
    func block(isBlocked: Bool, word: String) throws {
        let command = BlockContact(contact: EvolutionPlay.ana, isBlocked: isBlocked)
        let played = try EvolutionPlay.play(command, ["updateBlockStatus.1"])
        #expect(
            played.said == [
                "POST /chat/updateBlockStatus/loja {\"number\":\"5511988888888@s.whatsapp.net\",\"status\":\"\(word)\"}"
            ]
        )
        #expect(played.code == nil)
    }

    @Test(
        "typing is shown for three seconds, and pausing takes one millisecond",
        arguments: [
            (SendChatPresence.Activity.composing, 3_000), (.recording, 3_000), (.paused, 1),
        ]
    )
    func chatPresence(activity: SendChatPresence.Activity, delay: Int) throws {
        let command = SendChatPresence(chat: EvolutionPlay.ana, activity: activity)
        let played = try EvolutionPlay.play(command, ["sendPresence.1"])
        #expect(
            played.said == [
                "POST /chat/sendPresence/loja {\"number\":\"5511988888888@s.whatsapp.net\",\"presence\":\"\(activity.rawValue)\",\"delay\":\(delay)}"
            ]
        )
        #expect(played.code == nil)
    }

    @Test(
        "the account shows itself, or not",
        arguments: [(true, "available"), (false, "unavailable")]
    )
    func selfPresence(isAvailable: Bool, word: String) throws {
        let played = try EvolutionPlay.play(
            SetAvailability(isAvailable: isAvailable),
            ["setPresence.1"]
        )
        #expect(played.said == ["POST /instance/setPresence/loja {\"presence\":\"\(word)\"}"])
    }

    @Test("privacy is read in its six settings")
    func privacy() throws {
        let played = try EvolutionPlay.play(GetPrivacy(), ["fetchPrivacySettings.1"])
        #expect(played.said == ["GET /chat/fetchPrivacySettings/loja"])
        #expect(
            try played.told().outcome == [
                .readReceipts: .all, .picture: .contacts, .about: .all, .online: .all,
                .lastSeen: .contactsExcept, .groupAdd: .all,
            ]
        )
    }

    @Test("a change of privacy is read, merged and written, words that are not known included")
    func setPrivacy() throws {
        let command = SetPrivacy(changes: [.lastSeen: .contacts, .call: .known])
        let played = try EvolutionPlay.play(
            command,
            ["fetchPrivacySettings.2", "updatePrivacySettings.1"]
        )
        #expect(
            played.said == [
                "GET /chat/fetchPrivacySettings/loja",
                #"POST /chat/updatePrivacySettings/loja {"readreceipts":"all","profile":"contacts","#
                    + #""status":"friends","online":"all","last":"contacts","groupadd":"all"}"#,
            ]
        )
        #expect(played.losses.map(\.path) == ["privacy.call"])
        #expect(try played.told().outcome[.lastSeen] == .contacts)
        #expect(try played.told().outcome[.call] == nil)
    }

    @Test("nothing is written while one of the six is not known, nor where nothing would change")
    func partialPrivacy() throws {
        let played = try EvolutionPlay.play(
            SetPrivacy(changes: [.online: .all]),
            ["fetchPrivacySettings.3"]
        )
        #expect(played.said.count == 1)
        #expect(played.code == .upstreamProtocol)
        let context = try EvolutionPlay.context()
        #expect(throws: CommandFailure.self) {
            try EvolutionPlay.speech.commands.translate(SetPrivacy(changes: [.call: .all]), context)
        }
    }
}
