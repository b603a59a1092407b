import DialectKit

/// A fifth dialect, as small as one can be: two operations, one refused, and a key for a tenant.
struct Toy: Dialect {
    static let realm = CredentialRealm("toy.key")

    let id = DialectID("toy")
    let territory = Territory.firstSegment("toy")
    var routes: [Route] = [.readToy, .sayToy, .dropToy]
    let bodyRules = BodyRules()
    var credentials = [
        CredentialSpec(
            realm: Toy.realm,
            holder: .tenant,
            controlName: "toy_key",
            mint: { "toy_" + Entropy.urlSafe($0, count: 43) }
        )
    ]
    var naming = InstanceNaming(isServerWide: false) { bytes, _ in
        "t" + Entropy.hex(bytes, count: 8)
    }
    let allowsAnyOrigin = false
    /// What a failure's answer has in the place of its own status, for planting a fault.
    var statuses: [FailureCode: Int] = [:]

    func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse {
        let status = statuses[failure.code] ?? Self.status(of: failure.code)
        return .json(status) { $0.object { $0.member("oops", failure.code.rawValue) } }
    }

    private static func status(of code: FailureCode) -> Int {
        switch code {
        case .authMissing, .authMalformed, .authInvalid: 401
        case .instanceNotFound, .routeUnknown: 404
        case .internalError: 500
        default: 400
        }
    }
}

extension Access {
    static let toy = Access(
        realm: Toy.realm,
        carriers: [.header("x-toy-key")],
        subject: .instanceInPath("id")
    )
}

extension Route {
    static let readToy = Route(
        .get,
        "/toy/{id}",
        "thing.read",
        access: .toy,
        decode: { _ in GetInstance() },
        encode: { instance, _ in
            .json { $0.object { $0.member("label", instance.name) } }
        }
    )

    static let sayToy = sayToy { outcome in outcome.message.id.text }

    static let dropToy = Route(
        refusing: .delete,
        "/toy/{id}",
        "thing.drop",
        because: "the toy keeps what it has",
        access: .toy
    )

    /// The route that sends, answering with whatever text the closure makes.
    static func sayToy(
        _ answer: @escaping @Sendable (SendMessage.Outcome) -> String
    ) -> Route {
        Route(
            .post,
            "/toy/{id}/say",
            "thing.say",
            access: .toy,
            body: SayBody.self,
            decode: { body, _ in
                SendMessage(recipient: body.to, content: .text(TextContent(body.words)))
            },
            encode: { outcome, _ in
                .json(201) { $0.object { $0.member("said", answer(outcome)) } }
            }
        )
    }
}

struct SayBody: WireDecodable {
    let to: Address
    let words: String

    init(from object: WireObject) throws(WireError) {
        to = try object.address("to")
        words = try object.filledString("words")
    }
}
