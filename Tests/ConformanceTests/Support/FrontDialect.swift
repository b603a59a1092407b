import DialectKit

/// A dialect with a row for everything that the front decides by itself: rates, keys and streams.
struct FrontDialect: Dialect {
    static let name = DialectID("front")
    static let realm = CredentialRealm("front.key")

    let id = FrontDialect.name
    let territory = Territory.firstSegment("front")
    let bodyRules = BodyRules()
    let allowsAnyOrigin = true
    let rateLimit: RateLimit? = RateLimit(burst: 3, refillPerSecond: 0.5, exempt: ["free"])

    var credentials: [CredentialSpec] {
        [
            CredentialSpec(
                realm: Self.realm,
                holder: .tenant,
                controlName: "front_key",
                mint: { "front_" + Entropy.urlSafe($0, count: 43) }
            )
        ]
    }

    var naming: InstanceNaming {
        InstanceNaming(isServerWide: false) { bytes, _ in "f" + Entropy.hex(bytes, count: 8) }
    }

    var routes: [Route] {
        [
            Self.list("/front/things", "list", Self.access(.tenant)),
            Self.list("/front/mine", "mine", Self.access(.tenant, admitsBoundKeys: true)),
            Self.list("/front/free", "free", Self.access(.tenant)),
            Route(
                .get,
                "/front/things/{id}",
                "read",
                access: Self.access(.instanceInPath("id")),
                decode: { _ in GetInstance() },
                encode: { instance, _ in
                    .json { $0.object { $0.member("name", instance.name) } }
                }
            ),
            Route(
                .delete,
                "/front/keys/{key}",
                "revoke",
                access: Self.access(.tenant),
                decode: { request in RevokeKey(id: request.parameter("key")) },
                encode: { _, _ in .empty(204) }
            ),
            Route(
                streaming: "/front/stream",
                "stream",
                access: Self.access(.tenant, admitsBoundKeys: true),
                subscribe: { request throws(WireError) in
                    guard request.query["events"] != "none" else {
                        throw WireError(.invalidValue, path: "events", "events must be known")
                    }
                    return EventSubscription(
                        .tenant(named: request.query["thing"]),
                        StreamFilter()
                    )
                }
            ),
        ]
    }

    /// Every event by its kind, to everybody.
    var events: EventSpeech {
        EventSpeech(
            names: [],
            name: { $0.kind },
            concerns: { _, _ in true },
            render: { view, _ in
                let body = Array(view.event.payload.kind.utf8)
                return [
                    OutgoingEvent(
                        name: view.event.payload.kind,
                        eventID: view.event.id,
                        body: body
                    )
                ]
            },
            stream: { view, _ in
                [Array("\"\(view.instance.name) \(view.event.payload.kind)\"".utf8)]
            }
        )
    }

    func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse {
        .json(failure.code == .rateLimited ? 429 : 400) {
            $0.object { $0.member("oops", failure.code.rawValue) }
        }
    }

    private static func access(
        _ subject: Access.Subject,
        admitsBoundKeys: Bool = false
    ) -> Access {
        Access(
            realm: realm,
            carriers: [.bearer],
            subject: subject,
            admitsBoundKeys: admitsBoundKeys
        )
    }

    private static func list(
        _ path: PathPattern,
        _ operation: String,
        _ access: Access
    ) -> Route {
        Route(
            .get,
            path,
            operation,
            access: access,
            decode: { _ in ListKeys() },
            encode: { keys, _ in .json { $0.object { $0.member("keys", keys.count) } } }
        )
    }
}
