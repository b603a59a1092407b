import Canonical
import DialectKit
import Testing
import Wire

@testable import Uazapi

@Suite("uazapi reads the usual body of a text")
struct UazapiUsualTextTests {
    /// Bodies without their last brace.
    static let bodies = [
        #"{"number":"5511888888888","text":"Olá""#,
        #"{"text":"x","number":"5511888888888@s.whatsapp.net""#,
        #" { "number" : "+55 (11) 88888-8888" , "text" : "x" "#,
        #"{"number":"5511888888888","text":"x","track_id":"t1","track_source":"crm""#,
        #"{"number":"5511888888888","text":"x","track_id":"","track_source":"""#,
        #"{"number":"12345678@lid","text":"x""#, #"{"number":"120363041490582303@g.us","text":"x""#,
        #"{"number":"120363041490582303","text":"x","mentions":"5511888888888""#,
        #"{"number":"120363041490582303@newsletter","text":"x""#,
        #"{"number":"5511888888888","text":"a \"quoted\" line\n""#,
        #"{"number":"5511888888888","text":"x","replyid":"3EB0""#,
        #"{"number":"5511888888888","number":"5511777777777","text":"x""#,
        #"{"number":"5511888888888","text":"x","text":"y""#,
        #"{"number":"5511888888888","text":"x","track_id":"1","track_id":"2""#,
        #"{"number":"5511888888888","text":"x","delay":"5""#,
        #"{"number":"5511888888888","text":"x","unknown":"y""#, #"{"number":"5511888888888""#,
        #"{"number":"","text":"x""#, #"{"number":"5511888888888","text":"""#, #"{"text":"x""#,
        #"{"number":"nobody","text":"x""#, #"{"number":"5511888888888","text":"x"x"#,
    ]

    @Test("as it reads every other one", arguments: bodies)
    func same(_ body: String) async {
        let usual = await served(body + "}")
        // A number among the members is read past, and keeps the body from being a usual one.
        let other = await served(body + #","linkPreview":1}"#)
        #expect(usual.commands == other.commands)
        #expect(usual.answer == other.answer)
    }

    @Test("without a tree when it is a usual one, and only then")
    func usual() {
        let read = Self.bodies.map { body in
            TextBody(usual: Array((body + "}").utf8).span) != nil
        }
        // The number of a channel, six usual ones, and one whose words are escaped.
        #expect(read.prefix(6) == [true, true, true, true, true, true])
        #expect(
            TextBody(usual: Array(#"{"number":"120363041490582303@g.us","text":"x"}"#.utf8).span)
                == nil
        )
        #expect(!read.suffix(12).contains(true))
    }

    /// What a body becomes and how it is answered.
    private func served(_ body: String) async -> (commands: [String], answer: String) {
        let exchange = Exchange(UazapiDialect())
        let message = UazapiFixture.message(.text(TextContent("x")))
        exchange.performer.succeed(SendMessage.self, with: .init(message: message))
        let answer = await exchange.answer(Call(.post, "/send/text", body))
        let commands = exchange.performer.commands.map { String(reflecting: $0) }
        return (commands, "\(answer.status) \(answer.text)")
    }
}
