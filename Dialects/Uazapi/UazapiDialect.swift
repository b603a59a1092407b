public import DialectKit

/// uazapi, which also calls itself uazapiGO and "uazapi v2".
///
/// Tokens stand in headers of their own and select the instance, so that no path names one.
public struct UazapiDialect: Dialect {
    /// What it is called everywhere.
    public static let dialectID = DialectID("uazapi")
    static let tokenRealm = CredentialRealm("uazapi.token")
    static let adminRealm = CredentialRealm("uazapi.admintoken")

    /// See ``Dialect/id``.
    public let id = UazapiDialect.dialectID
    /// See ``Dialect/territory``.
    public let territory = Territory.rest
    /// See ``Dialect/routes``.
    public let routes = UazapiDialect.served + UazapiDialect.refused
    /// See ``Dialect/bodyRules``.
    public let bodyRules = BodyRules()
    /// See ``Dialect/allowsAnyOrigin``; assumed, for the vendor's pages try calls from a browser.
    public let allowsAnyOrigin = true

    /// See ``Dialect/credentials``.
    public let credentials = [
        CredentialSpec(
            realm: UazapiDialect.tokenRealm,
            holder: .instance,
            controlName: "uazapi",
            isShownAgain: true,
            mint: { Entropy.uuid($0) }
        ),
        CredentialSpec(
            realm: UazapiDialect.adminRealm,
            holder: .tenant,
            controlName: "admin_token",
            mint: { "sotaque_adm_" + Entropy.urlSafe($0, count: 43) }
        ),
    ]

    /// See ``Dialect/naming``; the last seven bytes, because the token is made of the first sixteen.
    public let naming = InstanceNaming(isServerWide: true) { bytes, _ in
        "r" + Entropy.hex(bytes.suffix(7), count: 7)
    }

    /// See ``Dialect/events``.
    public var events: EventSpeech { .uazapi }

    /// Makes the dialect.
    public init() {}

    /// See ``Dialect/response(to:in:)``.
    public func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse {
        UazapiError(failure, in: context).response
    }

    private static let served: [Route] =
        [
            .initInstance, .createInstance, .listInstances,
            .connectInstance, .disconnectInstance, .resetInstance, .readStatus, .renameInstance,
            .deleteInstance, .readPrivacy, .changePrivacy, .changePresence,
            .readWebhooks, .changeWebhooks, .readWebhookErrors, .streamEvents,
            .readGlobalWebhook, .changeGlobalWebhook, .readGlobalWebhookErrors,
            .sendText, .sendMedia, .sendMenu, .showActivity, .deleteMessage, .findMessages,
            .markChat, .readChatDetails, .checkNumbers, .blockContact, .listBlocked,
        ] + Route.groups
}
