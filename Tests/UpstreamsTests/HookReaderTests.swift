import Canonical
import DialectKit
import Engine
import Testing
import Wire

@testable import Upstreams

@Suite("Webhooks of upstreams")
struct HookReaderTests {
    private static let received = Timestamp(milliseconds: 1_790_000_000_123)
    /// HMAC-SHA256 of `{}` under `secret`, and of `1790000000.{}`, as OpenSSL's command gives them.
    private static let bodySignature =
        "77325902caca812dc259733aacd046b73817372c777b8d95b402647474516e13"
    private static let timedSignature =
        "d0cadd434460d4af55e7ab90d79c1802591d7001a77c9e06471d0e3ec8cc85ae"

    private func read(
        _ scheme: SignatureScheme?,
        _ fields: [HTTPField],
        body: String = "{}",
        secret: String? = "secret"
    ) -> Result<[Observation], HookReader.Refusal> {
        var call = Stage.call("http://a.example")
        call.leg.settings["webhook_secret"] = secret
        let hook = IncomingHook(
            fields: fields,
            body: Array(body.utf8),
            receivedAt: Self.received
        )
        let reader = HookReader(Speeches([Toy.speech(signature: scheme)]))
        do throws(HookReader.Refusal) { return .success(try reader.read(hook, of: call)) } catch {
            return .failure(error)
        }
    }

    private let told = Result<[Observation], HookReader.Refusal>.success([
        Observation(.alive, at: received)
    ])
    private static let body = SignatureScheme.body(header: "X-Signature", prefix: "sha256=")
    private static let timed = SignatureScheme.timestamped(header: "X-Signature")

    @Test("a body that is signed with the secret is read, whatever the case of the field")
    func signed() {
        for name in ["X-Signature", "x-signature"] {
            let field = HTTPField(name, "sha256=" + Self.bodySignature)
            #expect(read(Self.body, [field]) == told)
        }
    }

    @Test(
        "a secret in a field must come, once and right",
        arguments: [
            (["secret"], true), ([], false), (["Secret"], false), (["secre"], false), ([""], false),
            (["secret", "secret"], false),
        ]
    )
    func secret(values: [String], isProof: Bool) {
        let fields = values.map { HTTPField("x-SECRET", $0) }
        let end = read(.secret(header: "X-Secret"), fields)
        #expect(end == (isProof ? told : .failure(.unproven)))
        #expect(read(.secret(header: "X-Secret"), fields, secret: nil) == told)
    }

    @Test(
        "a signature that is missing, another one's, or no signature proves nothing",
        arguments: [
            "", "sha256=", "sha256=00", "sha256=zz", bodySignature, "sha256=" + timedSignature,
            "sha256=" + bodySignature + "00", "sha256=é",
        ]
    )
    func unproven(value: String) {
        #expect(read(Self.body, [HTTPField("X-Signature", value)]) == .failure(.unproven))
        #expect(read(Self.body, []) == .failure(.unproven))
    }

    @Test("a signature that comes twice proves nothing")
    func twice() {
        let field = HTTPField("X-Signature", "sha256=" + Self.bodySignature)
        #expect(read(Self.body, [field, field]) == .failure(.unproven))
    }

    @Test("a signature of other bytes proves nothing")
    func otherBody() {
        let field = HTTPField("X-Signature", "sha256=" + Self.bodySignature)
        #expect(read(Self.body, [field], body: "{ }") == .failure(.unproven))
    }

    @Test("without a secret the URL is the only proof", arguments: [nil, ""])
    func noSecret(secret: String?) {
        #expect(read(Self.body, [], secret: secret) == told)
    }

    @Test("a signature with its time is read, also beside that of another secret")
    func timestamped() {
        for value in [
            "t=1790000000,v1=" + Self.timedSignature,
            "t=1790000000, v1=00, v1=" + Self.timedSignature,
        ] {
            #expect(read(Self.timed, [HTTPField("X-Signature", value)]) == told)
        }
    }

    @Test(
        "a time that is missing, wrong, or not the signed one proves nothing",
        arguments: [
            "v1=" + timedSignature, "t=,v1=" + timedSignature,
            "t=1790000001,v1=" + timedSignature, "t=01790000000,v1=" + timedSignature,
            "t=9223372036854775807,v1=" + timedSignature,
            "t=-9223372036854775808,v1=" + timedSignature,
            "t=1790000000,t=1790000000,v1=" + timedSignature, "t=1790000000",
        ]
    )
    func wrongTime(value: String) {
        #expect(read(Self.timed, [HTTPField("X-Signature", value)]) == .failure(.unproven))
    }

    @Test("a time of more than five minutes ago or ahead proves nothing", arguments: [300, 301])
    func old(age: Int64) {
        for sign: Int64 in [1, -1] {
            let proof = HookProof(scheme: Self.timed, key: Array("secret".utf8))
            let field = HTTPField("X-Signature", "t=1790000000,v1=" + Self.timedSignature)
            let hook = IncomingHook(
                fields: [field],
                body: Array("{}".utf8),
                receivedAt: Timestamp(milliseconds: (1_790_000_000 + sign * age) * 1_000)
            )
            #expect(proof.holds(for: hook) == (age <= 300))
        }
    }

    @Test("a body that is none of the dialect's is refused with what is wrong")
    func unreadable() {
        guard case .failure(.unreadable(let error)) = read(nil, [], body: "[]") else {
            Issue.record("a list was read as an object")
            return
        }
        #expect(error.kind == .wrongType)
    }

    @Test("a body over the limit is refused before it is looked at")
    func tooLarge() {
        let body = String(repeating: " ", count: HookReader.bodyLimitBytes + 1)
        #expect(read(nil, [], body: body) == .failure(.tooLarge))
    }

    @Test("a dialect that is not spoken has no webhooks")
    func unknown() {
        let hook = IncomingHook(body: [], receivedAt: Self.received)
        #expect(throws: HookReader.Refusal.unknown) {
            try HookReader(Speeches([])).read(hook, of: Stage.call("http://a.example"))
        }
    }
}
