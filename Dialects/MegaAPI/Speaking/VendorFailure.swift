import DialectKit

/// What the vendor's errors mean: the mirror of ``MegaAPIError``.
///
/// There are two bodies: Ts.ED's exception under its status, and `{"error": true}` under a 200.
/// Both are told apart by `message` more than by the status, for 401 is a bad token as well as a
/// phone that is not linked. The vendor's text is never shown.
enum VendorFailure {
    /// What an answer refuses, nil when it is a success.
    static func failure(of reply: UpstreamReply) -> CommandFailure? {
        let body = reply.json
        if reply.isSuccess, body?.isError != true { return nil }
        let text = (body?["message"]?.string ?? "").lowercased()
        if let failure = texts.first(where: { text.contains($0.text) })?.failure { return failure }
        if UpstreamReply.tellsOfRestriction(text) { return restricted }
        return reply.isSuccess ? rejected : byStatus(reply)
    }

    private static let texts: [(text: String, failure: CommandFailure)] = [
        ("instance not logged in", CommandFailure(.instanceNotConnected)),
        ("number not registered on whatsapp", CommandFailure(.recipientNotOnWhatsApp)),
        ("user is already logged in", CommandFailure(.instanceAlreadyConnected)),
        ("unable to download file", CommandFailure(.mediaFetchFailed)),
        ("group not found", CommandFailure(.groupNotFound)),
        ("message not found", CommandFailure(.messageNotFound)),
        ("instance not found", unknownInstance), ("invalid instance_key", unknownInstance),
    ]

    private static let unknownInstance = CommandFailure(
        .upstreamRejected,
        "The upstream does not know the instance that it was asked for"
    )
    private static let restricted = CommandFailure(
        .accountRestricted,
        "WhatsApp keeps the account from starting new chats"
    )
    private static let rejected = CommandFailure(.upstreamRejected, "The upstream refused")
    private static let down = CommandFailure(.unavailable, "The upstream cannot work now")

    /// What a status means alone; above 499 nobody knows what was done.
    private static func byStatus(_ reply: UpstreamReply) -> CommandFailure {
        switch reply.status {
        case 400, 422: CommandFailure(.requestInvalid, "The upstream refused a value")
        case 401: CommandFailure(.upstreamRejected, "The upstream refused its credential")
        // Ts.ED's word for a path without a route; this plan does not have it.
        case 404 where reply.namesResource, 405:
            CommandFailure(.capabilityUnsupported, "This plan of the upstream has no such call")
        case 408, 504: CommandFailure(.upstreamTimeout, "The upstream did not answer in time")
        case 413: CommandFailure(.requestTooLarge, "The upstream takes nothing of that size")
        case 429: limited(reply)
        case 402..<500: rejected
        case 500...: down
        default: UpstreamReply.unreadable
        }
    }

    private static func limited(_ reply: UpstreamReply) -> CommandFailure {
        CommandFailure(
            .rateLimited,
            "The upstream takes no more requests now",
            retryAfterSeconds: reply.retryAfterSeconds
        )
    }
}

extension UpstreamReply {
    /// The body of a success.
    ///
    /// - Throws: what the vendor refuses, or `upstream.protocol` for a body that is no object.
    func success() throws(CommandFailure) -> JSONValue {
        if let failure = VendorFailure.failure(of: self) { throw failure }
        guard let json, json.object != nil else { throw Self.unreadable }
        return json
    }

    fileprivate var namesResource: Bool {
        json?["message"]?.string?.hasPrefix("Resource \"") == true
    }
}

extension JSONValue {
    /// Whether the envelope says that something went wrong.
    fileprivate var isError: Bool {
        switch self["error"] {
        case .bool(true), .string("true"): true
        default: false
        }
    }
}
