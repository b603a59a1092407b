import ConformanceKit
import DialectKit
import Testing

@testable import Engine
@testable import Gateway
@testable import sotaque

@Suite("What an upstream cannot carry is named, or refused where that is wanted")
struct LossTests {
    /// A send in a front's dialect that loses something at an upstream.
    struct Lossy: Sendable, CustomTestStringConvertible {
        let front: String
        let upstream: String
        let path: String
        let body: JSONValue
        /// What is lost.
        let loss: String
        /// The status of the front's refusal, and what its body has in the vendor's words.
        let status: Int
        let words: [String]

        var testDescription: String { "\(front) on \(upstream)" }
    }

    private static let png = "data:image/png;base64,iVBORw0KGgo="
    private static let file = "https://files.example.com/a.png"

    static let sends: [Lossy] = [
        Lossy(
            front: "uazapi",
            upstream: "zapyapi",
            path: "/send/text",
            body: ["number": "5511988888888", "text": "Oi", "readchat": true],
            loss: "marks_read dropped: ",
            status: 405,
            words: [#"{"error":"Method not allowed"}"#]
        ),
        Lossy(
            front: "megaapi",
            upstream: "zapyapi",
            path: "/rest/sendMessage/sales/mediaBase64",
            body: [
                "messageData": [
                    "to": "5511988888888@s.whatsapp.net", "base64": .string(png),
                    "fileName": "a.png", "type": "image", "mimeType": "image/png",
                ]
            ],
            loss: "file_name dropped: ",
            status: 404,
            words: [#"{"error":true,"message":"#, #""name":"NOT_FOUND""#]
        ),
        Lossy(
            front: "zapyapi",
            upstream: "megaapi",
            path: "/api/message/sales/image",
            body: [
                "to": "5511988888888", "image": .string(png), "quoteMessageId": "3EB0A1B2C3D4E5F6",
            ],
            loss: "quoted dropped: ",
            status: 404,
            words: [#""error":"NOT_FOUND""#, #""message":"This upstream cannot carry quoted"#]
        ),
        Lossy(
            front: "whatisup",
            upstream: "zapyapi",
            path: "/v1/instances/sales/messages",
            body: [
                "to": "5511988888888",
                "body": ["type": "image", "media_url": .string(file), "filename": "a.png"],
            ],
            loss: "file_name dropped: ",
            status: 404,
            words: [#""code":"not_found""#, #""message":"This upstream cannot carry file_name"#]
        ),
    ]

    @Test("a send that loses something is made, and header and journal say what", arguments: sends)
    func lenient(send: Lossy) async throws {
        let scene = try await VendorScene.start()
        try await scene.route(through: send.upstream)
        let png = GivenMedium(url: Self.file, type: "image/png", byteCount: 512)
        let urls = try await scene.vendor.target.media.publish([png])
        let text = send.body.text.replacing(Self.file, with: urls[Self.file] ?? "")
        let answer = await scene.stage.send(
            .post,
            send.path,
            scene.credential(in: send.front),
            try JSONReader.read(Array(text.utf8))
        )
        #expect(answer.status == 200, "\(answer.text)")
        let header = try #require(answer.field("X-Sotaque-Loss"))
        #expect(header.hasPrefix(send.loss), "\(header)")
        let rows = await scene.stage.control(.get, "/instances/sales/commands")
        let sent = rows.json["data"]?.array?.last { $0["command"] == "message.send" }
        #expect(sent?["outcome"] == "succeeded")
        #expect(sent?["upstream"]?.string == "\(send.upstream)-1")
        #expect(sent?["losses"]?.array?.compactMap(\.string) == header.components("; "))
        await scene.stop()
    }

    @Test("under the policy strict it is refused in the front's own words", arguments: sends)
    func strict(send: Lossy) async throws {
        let scene = try await VendorScene.start()
        try await scene.route(through: send.upstream, policy: "strict")
        let answer = await scene.stage.send(
            .post,
            send.path,
            scene.credential(in: send.front),
            send.body
        )
        #expect(answer.status == send.status, "\(answer.text)")
        for words in send.words { #expect(answer.text.contains(words), "\(answer.text)") }
        #expect(answer.field("X-Sotaque-Loss")?.hasPrefix(send.loss) == true)
        let rows = await scene.stage.control(.get, "/instances/sales/commands")
        let refused = rows.json["data"]?.array?.last { $0["command"] == "message.send" }
        #expect(refused?["outcome"] == "capability.unsupported")
        // What loses nothing still goes.
        #expect(await scene.sendText("Oi", in: send.front).status == 200)
        await scene.stop()
    }

    @Test(
        "what loses nothing has no header",
        arguments: ["uazapi", "megaapi", "zapyapi", "whatisup"]
    )
    func exact(front: String) async throws {
        let scene = try await VendorScene.start()
        try await scene.route(through: front)
        let answer = await scene.sendText("Oi", in: front)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.field("X-Sotaque-Loss") == nil)
        await scene.stop()
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        split(separator: separator).map(String.init)
    }
}
