import DialectKit
import MegaAPI
import Testing

@Suite("mega-API instances and webhooks") struct MegaAPIInstanceTests {
    @Test("a request becomes its command and answers byte for byte", arguments: exchanges)
    func exchange(_ exchange: RouteExchange) async throws {
        try await exchange.check(MegaAPIDialect())
    }

    private static func instance(
        _ description: String,
        by method: HTTPMethod = .get,
        _ target: String,
        _ command: any Command,
        _ outcome: any Sendable,
        _ answer: String
    ) -> RouteExchange {
        RouteExchange(
            testDescription: description,
            method: method,
            target: "/rest/instance/\(target)",
            body: "{}",
            command: command,
            outcome: outcome,
            answer: answer
        )
    }

    static let exchanges: [RouteExchange] = instances + checks + webhooks

    static let instances: [RouteExchange] = [
        instance(
            "a connected instance has its user",
            "megastart-abc",
            GetInstance(),
            Samples.instance(.connected),
            """
            {"error":false,"message":"Instance data fetched","instance":{"key":"megastart-abc",
            "status":"connected","user":{"id":"5511999999999@s.whatsapp.net",
            "name":"My Company"}}}
            """
        ),
        instance(
            "any other instance has none",
            "megastart-abc",
            GetInstance(),
            Samples.instance(.loggedOut),
            """
            {"error":false,"message":"Instance data fetched","instance":{"key":"megastart-abc",
            "status":"disconnected"}}
            """
        ),
        instance(
            "the QR code as a data URL",
            "qrcode_base64/megastart-abc",
            ConnectInstance(),
            Samples.instance(Samples.awaitingQR),
            """
            {"error":false,"message":"Qrcode fetched",
            "qrcode":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA..."}
            """
        ),
        instance(
            "no member while there is no QR code",
            "qrcode_base64/megastart-abc",
            ConnectInstance(),
            Samples.instance(.starting),
            #"{"error":false,"message":"Qrcode fetched"}"#
        ),
        instance(
            "the pairing code with its dash",
            "pairingCode/megastart-abc?phoneNumber=5511999999999&customPairingCode=ABCDEFGH",
            ConnectInstance(
                pairingPhone: Samples.phone("5511999999999"),
                replacesOtherMethod: true
            ),
            Samples.instance(Samples.awaitingCode),
            """
            {"error":false,"message":"Pairing code fetched","pairingCode":"ABCD-1234"}
            """
        ),
        instance(
            "logout",
            by: .delete,
            "megastart-abc/logout",
            DisconnectInstance(),
            DisconnectInstance.Outcome(
                instance: Samples.instance(.loggedOut),
                wasActive: true
            ),
            #"{"error":false,"message":"Instance logged out"}"#
        ),
        instance(
            "restart",
            by: .delete,
            "megastart-abc/restart",
            RestartInstance(),
            Samples.instance(.starting),
            #"{"error":false,"message":"Instance restarted"}"#
        ),
    ]

    static let checks: [RouteExchange] = [
        instance(
            "a number's own id is answered without the envelope",
            "isOnWhatsApp/megastart-abc?jid=5511999999999&Content-Type=text%2Fplain",
            CheckNumbers(numbers: [Samples.ninth]),
            [CheckNumbers.Answer(asked: Samples.ninth, resolved: Samples.ana)],
            #"{"exists":true,"jid":"551199999999@s.whatsapp.net"}"#
        ),
        instance(
            "a number without WhatsApp comes back as it was asked",
            "isOnWhatsApp/megastart-abc?jid=5511999999999@s.whatsapp.net",
            CheckNumbers(numbers: [Samples.ninth]),
            [CheckNumbers.Answer(asked: Samples.ninth, resolved: nil)],
            #"{"exists":false,"jid":"5511999999999@s.whatsapp.net"}"#
        ),
        instance(
            "a group exists without asking",
            "isOnWhatsApp/megastart-abc?jid=120363041490582303@g.us",
            CheckNumbers(numbers: [Samples.team]),
            [CheckNumbers.Answer(asked: Samples.team, resolved: nil)],
            #"{"exists":true,"jid":"120363041490582303@g.us"}"#
        ),
        instance(
            "a picture's URL is in data",
            "getProfilePicture/megastart-abc?to=551199999999@s.whatsapp.net&type=image",
            GetProfilePicture(subject: Samples.ana),
            GetProfilePicture.Outcome(url: "https://pps.whatsapp.net/v/a.jpg?oe=1"),
            """
            {"error":false,"message":"Profile picture fetched",
            "data":"https://pps.whatsapp.net/v/a.jpg?oe=1"}
            """
        ),
        instance(
            "no picture is null",
            "getProfilePicture/megastart-abc?to=551199999999",
            GetProfilePicture(subject: Samples.ana),
            GetProfilePicture.Outcome(url: nil),
            #"{"error":false,"message":"Profile picture fetched","data":null}"#
        ),
    ]

    /// The switch alone, which keeps the URL.
    private static func switched(_ members: String, isEnabled: Bool) -> RouteExchange {
        RouteExchange(
            testDescription: "without a URL the one that is there is kept: \(members)",
            method: .post,
            target: "/rest/webhook/megastart-abc/configWebhook",
            body: "{\"messageData\":{\(members)}}",
            command: SetWebhook(.single, isEnabled: isEnabled),
            outcome: Samples.endpoint,
            answer: """
                {"error":false,"message":"Webhook updated","webhookData":{
                "webhookUrl":"https://api.example.com/webhooks/whatsapp","webhookEnabled":true}}
                """
        )
    }

    static let webhooks: [RouteExchange] = [
        RouteExchange(
            testDescription: "S1: a webhook is shown nested and flat",
            method: .get,
            target: "/rest/webhook/megastart-abc",
            command: GetWebhook(),
            outcome: GetWebhook.Outcome(endpoint: Samples.endpoint),
            answer: """
                {"error":false,"message":"Webhook status fetched","webhookData":{
                "webhookUrl":"https://api.example.com/webhooks/whatsapp","webhookEnabled":true},
                "webhookUrl":"https://api.example.com/webhooks/whatsapp","webhookEnabled":true}
                """
        ),
        RouteExchange(
            testDescription: "no webhook is an empty one that is off",
            method: .get,
            target: "/rest/webhook/megastart-abc",
            command: GetWebhook(),
            outcome: GetWebhook.Outcome(endpoint: nil),
            answer: """
                {"error":false,"message":"Webhook status fetched","webhookData":{
                "webhookUrl":"","webhookEnabled":false},"webhookUrl":"","webhookEnabled":false}
                """
        ),
        RouteExchange(
            testDescription: "a webhook is set and switched off",
            method: .post,
            target: "/rest/webhook/megastart-abc/configWebhook",
            body: """
                {"messageData":{"webhookUrl":"https://example.com/hook?key=1",
                "webhookEnabled":false}}
                """,
            command: SetWebhook(
                .single,
                url: "https://example.com/hook?key=1",
                isEnabled: false
            ),
            outcome: Samples.endpoint,
            answer: """
                {"error":false,"message":"Webhook updated","webhookData":{
                "webhookUrl":"https://api.example.com/webhooks/whatsapp","webhookEnabled":true}}
                """
        ),
        switched(#""webhookEnabled":false"#, isEnabled: false),
        switched(#""webhookUrl":"","webhookEnabled":true"#, isEnabled: true),
    ]

    @Test("the QR page is whole in itself and holds the data URL as clients cut it out")
    func qrPage() async {
        let (response, _) = await Playback(dialect: MegaAPIDialect())
            .play(
                .get,
                "/rest/instance/qrcode/megastart-abc",
                .success(Samples.instance(Samples.awaitingQR))
            )
        let html = String(decoding: response.body, as: UTF8.self)
        #expect(response.fields == [HTTPField("Content-Type", "text/html; charset=utf-8")])
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        let image = #"<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA..." id="qrcode_box""#
        #expect(html.contains(image))
    }

    @Test("the QR page says so while there is no code")
    func qrPageWithoutCode() async {
        let (response, _) = await Playback(dialect: MegaAPIDialect())
            .play(
                .get,
                "/rest/instance/qrcode/megastart-abc",
                .success(Samples.instance(.starting))
            )
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self).contains("not available yet"))
    }

    @Test(
        "a connected instance has no code to show",
        arguments: ["qrcode/K", "qrcode_base64/K", "pairingCode/K?phoneNumber=5511999999999"]
    )
    func alreadyConnected(target: String) async throws {
        let (response, _) = await Playback(dialect: MegaAPIDialect())
            .play(
                .get,
                "/rest/instance/\(target)",
                .success(Samples.instance(.connected))
            )
        let body = String(decoding: response.body, as: UTF8.self)
        #expect(response.status == 403)
        #expect(
            body == """
                {"error":true,"message":"User is already logged in","name":"FORBIDDEN",\
                "status":403,"errors":[]}
                """
        )
    }

    @Test("a state without a typed code is refused, not answered with an empty one")
    func noPairingCode() async {
        let (response, _) = await Playback(dialect: MegaAPIDialect())
            .play(
                .get,
                "/rest/instance/pairingCode/K?phoneNumber=5511999999999",
                .success(Samples.instance(.starting))
            )
        #expect(response.status == 403)
    }

    @Test("only connected is shown as connected", arguments: Samples.everyState)
    func status(state: LinkState) async throws {
        let (response, _) = await Playback(dialect: MegaAPIDialect())
            .play(.get, "/rest/instance/K", .success(Samples.instance(state)))
        let instance = try JSONReader.read(response.body)["instance"]
        #expect(instance?["status"]?.string == (state == .connected ? "connected" : "disconnected"))
        #expect((instance?["user"]?["id"] != nil) == (state == .connected))
    }
}
