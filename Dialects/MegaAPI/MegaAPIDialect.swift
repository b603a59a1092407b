public import DialectKit

/// mega-API's HTTP language, the union of its plans: everything under `/rest`.
public struct MegaAPIDialect: Dialect {
    /// See ``Dialect/id``.
    public let id = DialectID.megaAPI
    /// See ``Dialect/territory``.
    public let territory = Territory.firstSegment("rest")
    /// See ``Dialect/routes``.
    public let routes: [Route] =
        Route.webhook + Route.sendMessage + Route.chat + Route.group + Route.instance
        + Route.refused
    /// Several of the vendor's own examples are sent as plain text.
    public let bodyRules = BodyRules(readsAnyType: true)
    /// See ``Dialect/credentials``.
    public let credentials = [
        CredentialSpec(
            realm: .instanceToken,
            holder: .instance,
            controlName: "megaapi",
            isShared: true,
            isShownAgain: true,
            mint: MegaAPIDialect.token
        )
    ]
    /// Keys are unique on the server; a fresh one is the START plan's prefix and the token.
    public let naming = InstanceNaming(
        isServerWide: true,
        mint: { random, _ in "megastart-" + MegaAPIDialect.token(random) }
    )
    /// See ``Dialect/allowsAnyOrigin``.
    public let allowsAnyOrigin = false
    /// See ``Dialect/events``.
    public let events = EventSpeech.megaAPI

    /// Makes the dialect.
    public init() {}

    /// See ``Dialect/response(to:in:)``.
    public func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse {
        MegaAPIError(failure, path: context.path).response
    }

    /// The token out of the same bytes as the key: one published client computes it from the key.
    private static func token(_ random: [UInt8]) -> String { Entropy.urlSafe(random, count: 22) }
}

extension DialectID {
    /// The dialect's name, under which an instance's key is kept.
    static var megaAPI: DialectID { DialectID("megaapi") }
}

extension CredentialRealm {
    /// The one token that an instance has.
    static var instanceToken: CredentialRealm { CredentialRealm("megaapi.token") }
}

extension Access {
    /// The instance's token, with `Bearer` or as the whole header, on every route with its key.
    static let instanceToken = Access(
        realm: .instanceToken,
        carriers: [.bearer, .bareAuthorization],
        subject: .instanceInPathOfCredential("key")
    )
    /// The same on the few routes that name no key.
    static let anyToken = Access(
        realm: .instanceToken,
        carriers: [.bearer, .bareAuthorization],
        subject: .instanceOfCredential
    )
}
