public import DialectKit

/// ZapyAPI's HTTP language: everything under `/api`.
public struct ZapyAPIDialect: Dialect {
    /// See ``Dialect/id``.
    public let id = DialectID.zapyAPI
    /// See ``Dialect/territory``.
    public let territory = Territory.firstSegment("api")
    /// See ``Dialect/routes``.
    public let routes: [Route] =
        Route.instances + Route.webhookConfig + Route.contacts + Route.message + Route.refused
    /// Bodies are JSON by their Content-Type.
    public let bodyRules = BodyRules()
    /// One key opens all instances of an account.
    public let credentials = [
        CredentialSpec(
            realm: .accountKey,
            holder: .tenant,
            controlName: "api_key",
            mint: { random in "zapy_" + Entropy.urlSafe(random, count: 43) }
        )
    ]
    /// Ids are opaque; those made here are UUIDs, as the vendor's own.
    public let naming = InstanceNaming(
        isServerWide: false,
        mint: { random, _ in Entropy.uuid(random) }
    )
    /// See ``Dialect/allowsAnyOrigin``.
    public let allowsAnyOrigin = false
    /// See ``Dialect/events``.
    public let events = EventSpeech.zapyAPI

    /// Makes the dialect.
    public init() {}

    /// See ``Dialect/response(to:in:)``.
    public func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse {
        ZapyAPIError(failure).response(path: context.path, at: context.now)
    }
}

extension DialectID {
    /// The dialect's name, under which an instance's id is kept.
    static var zapyAPI: DialectID { DialectID("zapyapi") }
}

extension CredentialRealm {
    /// The key of an account.
    static var accountKey: CredentialRealm { CredentialRealm("zapyapi.key") }
}

extension Access {
    /// The account's key, for what is about the account.
    static let account = Access(
        realm: .accountKey,
        carriers: [.header("x-api-key")],
        subject: .tenant
    )
    /// The account's key, for what is about the instance in the path.
    static let instance = Access(
        realm: .accountKey,
        carriers: [.header("x-api-key")],
        subject: .instanceInPath("instanceId")
    )
}
