import Canonical
import DialectKit
import Testing
import Wire

@testable import Deliveries

/// The signatures were computed with Python's `hmac`; the last one is the specification's example.
@Suite("Signatures")
struct SignerTests {
    private static let text = #"""
        {"event":"message","instanceId":"my-instance","data":{"message":"Olá \"você\" 😀"}}
        """#

    private let signer = Signer(seconds: 1_700_000_000, body: Array(Self.text.utf8))

    @Test("a vendor's signature over the body is what other code computes")
    func body() {
        let scheme = SignatureScheme.body(header: "X-Webhook-Signature", prefix: "sha256=")
        let signature = "d465a79a5a9afb430e8b88488db125e50d8bcb6af7be5e1af1b38f2b0183e1a3"
        #expect(
            signer.fields(scheme, secret: "your-secret-key")
                == [HTTPField("X-Webhook-Signature", "sha256=" + signature)]
        )
    }

    @Test("a vendor's dated signature covers the second and the body, by the secret's UTF-8")
    func timestamped() {
        let signature = "3ece2d6d74c8405cf92c6150239d3355bd7b1771712d708a9898f6a58162e1a7"
        #expect(
            signer.fields(.timestamped(header: "X-Signature"), secret: "segredo-ção")
                == [HTTPField("X-Signature", "t=1700000000,v1=" + signature)]
        )
    }

    @Test("an empty secret signs as well")
    func emptySecret() {
        let signer = Signer(seconds: 1_700_000_000, body: Array("{}".utf8))
        let signature = "a9dc44c8eda3de70e9cbf3e488895f1abc26acb1461d3124a3cb886af35251cf"
        #expect(
            signer.fields(.timestamped(header: "S"), secret: "")
                == [HTTPField("S", "t=1700000000,v1=" + signature)]
        )
    }

    @Test("without a secret or a scheme nothing is signed")
    func nothing() {
        #expect(signer.fields(.timestamped(header: "S"), secret: nil).isEmpty)
        #expect(signer.fields(.none, secret: "secret").isEmpty)
        #expect(signer.standardFields(id: "evt_1", secrets: []).isEmpty)
    }

    @Test("Standard Webhooks: one signature a secret, the newest first, and no half secret")
    func standard() {
        let secrets = [
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_%%", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        ]
        #expect(
            signer.standardFields(id: "evt_1", secrets: secrets)
                == [
                    HTTPField("webhook-id", "evt_1"),
                    HTTPField("webhook-timestamp", "1700000000"),
                    HTTPField(
                        "webhook-signature",
                        "v1,1zds+v1Ry+4D4a0kYUgizrtirHj84EpZQgITeNu92TQ="
                            + " v1,e8430vsxuZvHgJwPfre/A4BY26MxydcE8j6xD6E9uIw="
                    ),
                ]
        )
    }

    @Test("Standard Webhooks: the specification's example")
    func example() {
        let signer = Signer(seconds: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        let fields = signer.standardFields(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
        )
        #expect(
            fields.last
                == HTTPField(
                    "webhook-signature",
                    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
                )
        )
    }
}
