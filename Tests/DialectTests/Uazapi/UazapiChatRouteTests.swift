import DialectKit
import Testing
import Uazapi

@Suite("uazapi refuses wrong requests about chats, messages and groups")
struct UazapiChatRouteTests {
    private static let group = #""groupjid":"120363041490582303@g.us""#

    /// A path and a body that is wrong there.
    static let wrong: [(String, String)] = [
        ("/chat/check", "[]"), ("/chat/check", #"{"numbers":[1]}"#),
        ("/chat/check", #"{"numbers":["status@broadcast"]}"#),
        ("/chat/read", #"{"number":5511888888888,"read":true}"#),
        ("/chat/read", #"{"number":"5511888888888","read":null}"#),
        ("/chat/block", #"{"block":true}"#), ("/chat/block", #"{"number":"x","block":true}"#),
        ("/chat/details", #"{"number":["5511888888888"]}"#),
        ("/chat/details", #"{"number":"status@broadcast"}"#),
        ("/chat/details", #"{"number":"5511888888888","preview":"yes"}"#),
        ("/message/delete", #"{"id":["3EB0"]}"#), ("/message/delete", #"{"id":""}"#),
        ("/message/presence", #"{"number":"5511888888888"}"#),
        ("/message/presence", #"{"number":"5511888888888","presence":"typing"}"#),
        ("/message/presence", #"{"number":"5511888888888","presence":"paused","delay":"1"}"#),
        ("/message/find", #"{"limit":0}"#), ("/message/find", #"{"offset":-1}"#),
        ("/message/find", #"{"track_id":1}"#), ("/message/find", #"{"chatid":"x"}"#),
        ("/group/create", #"{"name":" ","participants":["5511888888888"]}"#),
        ("/group/create", #"{"name":"n","participants":"5511888888888"}"#),
        ("/group/create", #"{"name":"n","participants":["120363041490582303@g.us"]}"#),
        ("/group/info", #"{"groupjid":"5511888888888"}"#), ("/group/info", "{}"),
        ("/group/info", "{\(group),\"getInviteLink\":true}"),
        ("/group/info", "{\(group),\"getRequestsParticipants\":true}"),
        ("/group/leave", #"{"groupjid":7}"#), ("/group/list", #"{"limit":"7"}"#),
        ("/group/list", #"{"search":7}"#), ("/group/updateAnnounce", "{\(group)}"),
        ("/group/updateLocked", "{\(group),\"locked\":\"true\"}"),
        ("/group/updateParticipants", "{\(group),\"action\":\"add\",\"participants\":[]}"),
        ("/group/updateParticipants", "{\(group),\"action\":\"add\",\"participants\":[\"x\"]}"),
        (
            "/group/updateParticipants",
            "{\(group),\"action\":\"reject\",\"participants\":[\"5511888888888\"]}"
        ),
        ("/instance/reset", "{"),
    ]

    @Test("a wrong request is 400 and becomes no command", arguments: wrong)
    func refused(path: String, body: String) async {
        let exchange = Exchange(UazapiDialect())
        let answer = await exchange.answer(Call(.post, path, body))
        #expect(answer.status == 400)
        #expect(answer.text.hasPrefix(#"{"error":""#))
        #expect(exchange.performer.commands.isEmpty)
    }

    @Test("a page of groups counts from where either generation says")
    func pages() async throws {
        let exchange = Exchange(UazapiDialect())
        exchange.performer.succeed(GetInstance.self, with: UazapiFixture.connected)
        let groups = (0..<3).map { number in
            Group(
                id: .group("12036304149058230\(number)"),
                subject: "g\(number)",
                owner: nil,
                createdAt: Exchange.now,
                participants: []
            )
        }
        exchange.performer.succeed(ListGroups.self, with: groups)
        for body in [#"{"limit":1,"offset":2}"#, #"{"pageSize":1,"page":3}"#, #"{"search":"G2"}"#] {
            let answer = await exchange.answer(Call(.post, "/group/list", body))
            let json = try JSONReader.read(answer.body)
            #expect(json["groups"]?.array?.map { $0["Name"]?.string } == ["g2"], "\(body)")
        }
        for far in [
            #"{"page":9223372036854775807,"pageSize":1000}"#,
            #"{"page":9223372036854775807,"pageSize":-1}"#,
            #"{"offset":9223372036854775807,"limit":1}"#,
            #"{"search":"\#(String(repeating: "g", count: 2_000))"}"#,
        ] {
            let answer = await exchange.answer(Call(.post, "/group/list", far))
            #expect(answer.status == 200, "\(far)")
            #expect(try JSONReader.read(answer.body)["groups"]?.array?.isEmpty == true)
        }
    }

    @Test("an instance that is being reset, or cannot be, is not restarted")
    func reset() async throws {
        let exchange = Exchange(UazapiDialect())
        for (state, status) in [(LinkState.reconnecting, 200), (.loggedOut, 409), (.created, 409)] {
            var instance = UazapiFixture.connected
            instance.state = state
            exchange.performer.succeed(GetInstance.self, with: instance)
            #expect(await exchange.answer(Call(.post, "/instance/reset")).status == status)
        }
        #expect(!exchange.performer.commands.contains { $0 is RestartInstance })
    }

    @Test("a cool-down of the upstream is told as the vendor tells its own")
    func cooldown() async {
        let exchange = Exchange(UazapiDialect())
        exchange.performer.succeed(GetInstance.self, with: UazapiFixture.connected)
        exchange.performer.fail(
            RestartInstance.self,
            with: CommandFailure(.rateLimited, "", retryAfterSeconds: 8)
        )
        let answer = await exchange.answer(Call(.post, "/instance/reset"))
        #expect(answer.status == 200)
        let expected =
            #"{"response":"Instance reset cooldown active (8s remaining)","resetting":false,"#
            + #""instanceId":"r183e2ef9597845","queuedRecoveryAttempted":false}"#
        #expect(answer.text == expected)
    }

    @Test("a reset that fails names the instance")
    func failedReset() async {
        let exchange = Exchange(UazapiDialect())
        exchange.performer.succeed(GetInstance.self, with: UazapiFixture.connected)
        exchange.performer.fail(RestartInstance.self, with: CommandFailure(.unavailable))
        let answer = await exchange.answer(Call(.post, "/instance/reset"))
        #expect(answer.status == 500)
        let expected =
            #"{"error":"server not available","resetting":false,"#
            + #""instanceId":"r183e2ef9597845","queuedRecoveryAttempted":false}"#
        #expect(answer.text == expected)
    }

    @Test("a deletion is carried out in the chat that the journal knows")
    func deletion() async {
        let exchange = Exchange(UazapiDialect())
        let message = UazapiFixture.message(.text(TextContent("x")), chat: Samples.team)
        let found = FindMessages.Outcome(messages: [message])
        exchange.performer.succeed(FindMessages.self, with: found)
        _ = await exchange.answer(
            Call(.post, "/message/delete", #"{"id":"5511999999999:3EB00000000000000001"}"#)
        )
        let made = exchange.performer.last(RevokeMessage.self)
        #expect(made?.chat == Samples.team)
        #expect(made?.message == message.id)
    }
}
