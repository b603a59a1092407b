public import DialectKit

/// WhatIsUp.dev, as its pages on "instances" describe it.
public struct WhatIsUpDialect: Dialect {
    /// What it is called everywhere.
    public static let dialectID = DialectID("whatisup")
    static let keyRealm = CredentialRealm("whatisup.key")

    /// See ``Dialect/id``.
    public let id = WhatIsUpDialect.dialectID
    /// See ``Dialect/territory``.
    public let territory = Territory.firstSegment("v1")
    /// See ``Dialect/routes``.
    public let routes = WhatIsUpDialect.served + WhatIsUpDialect.refused
    /// See ``Dialect/bodyRules``.
    public let bodyRules = BodyRules()
    /// See ``Dialect/events``.
    public let events = EventSpeech.whatIsUp
    /// See ``Dialect/rateLimit``.
    public let rateLimit: RateLimit? = .whatIsUp
    /// See ``Dialect/allowsAnyOrigin``; assumed, for the vendor's pages speak of no restriction.
    public let allowsAnyOrigin = true

    /// See ``Dialect/credentials``.
    public let credentials = [
        CredentialSpec(
            realm: WhatIsUpDialect.keyRealm,
            holder: .tenant,
            controlName: "bearer_key",
            prefixes: ["zpk_live_", "zpk_test_"],
            mint: { "zpk_live_" + Entropy.urlSafe($0, count: 43) }
        )
    ]

    /// See ``Dialect/naming``; out of the last ten bytes, because tokens are made of the first ones.
    public let naming = InstanceNaming(isServerWide: false) { bytes, now in
        "inst_" + Entropy.ulid(Array(bytes.suffix(10)), at: now)
    }

    /// Makes the dialect.
    public init() {}

    /// See ``Dialect/response(to:in:)``.
    public func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse {
        WhatIsUpError(failure, requestID: context.requestID).response
    }

    private static let served: [Route] = [
        .listInstances, .createInstance, .readInstance, .readQR, .deleteInstance, .sendMessage,
        .listEndpoints, .createEndpoint, .readEndpoint, .updateEndpoint, .deleteEndpoint,
        .listDeliveries, .readDelivery, .streamEvents, .listKeys, .createKey, .revokeKey,
        .readLimits,
    ]
}
