import DialectKit

/// The one place that reads the server's refusals.
///
/// Its sentences are looked at and never repeated. After a send, the codes `upstream.protocol`,
/// `upstream.unavailable` and `upstream.timeout` leave open whether it was sent; so an exception's
/// text that is not known becomes one of them, for the server saves the message after sending it
/// and tells of a failure there in the same words.
enum EvolutionFailure {
    /// What is wrong, given an answer that is no success.
    static func of(_ reply: UpstreamReply) -> CommandFailure {
        guard let body = ErrorBody(reply) else { return withoutWords(reply) }
        if let known = known(body) { return known }
        switch reply.status {
        case 401, 403:
            return CommandFailure(.upstreamRejected, "The upstream refused the gateway's key")
        case 404: return missing(body)
        case 400 where body.isException || body.isBlurred: return broken
        case 400
        where body.namesMembers || body.says("requires property", "is required", "must be"):
            return CommandFailure(.requestInvalid, "The upstream does not take this request")
        case 408, 413, 429, 500...: return withoutWords(reply)
        default: return CommandFailure(.upstreamRejected, "The upstream refused")
        }
    }

    /// The body of a success, read as a JSON object; an `error` of true in it is a failure.
    static func accepted(_ reply: UpstreamReply) throws(CommandFailure) -> JSONValue {
        guard reply.isSuccess else { throw of(reply) }
        guard let body = reply.json, body.object != nil else { throw UpstreamReply.unreadable }
        guard body["error"]?.bool != true else { throw of(reply) }
        return body
    }

    /// The body of a success that may be anything, for calls whose answer says nothing more.
    static func done(_ reply: UpstreamReply) throws(CommandFailure) {
        guard reply.isSuccess else { throw of(reply) }
        guard let body = reply.json else { throw UpstreamReply.unreadable }
        guard body["error"]?.bool != true else { throw of(reply) }
    }

    /// The call broke off, and nobody knows where.
    static let broken = CommandFailure(.unavailable, "The call broke off at the upstream")
    /// Nobody on WhatsApp has the recipient.
    static let nobody = CommandFailure(.recipientNotOnWhatsApp, "The recipient is not on WhatsApp")
}

extension EvolutionFailure {
    /// What its words say, whatever the status.
    private static func known(_ body: ErrorBody) -> CommandFailure? {
        if body.findsNobody { return nobody }
        if body.says("not available on WhatsApp Business API") {
            return CommandFailure(
                .capabilityUnsupported,
                "The upstream's instance speaks WhatsApp's Cloud API, which has no such call"
            )
        }
        if body.names(number: "463") || body.says("time-lock", "timelock", "reachout") {
            return CommandFailure(.accountRestricted, "WhatsApp keeps the account from new chats")
        }
        if body.says("Connection Closed", "instance is not connected") {
            return CommandFailure(.instanceNotConnected, "The instance is not connected")
        }
        if body.says("instance does not exist") {
            return CommandFailure(.upstreamRejected, "The upstream does not know the instance")
        }
        if body.says("rate-overlimit") {
            return CommandFailure(.rateLimited, "WhatsApp asks for fewer requests")
        }
        if body.says("Timed Out") {
            return CommandFailure(.upstreamTimeout, "WhatsApp did not answer the upstream in time")
        }
        if body.says("AxiosError", "Failed to fetch stream") {
            return CommandFailure(.mediaFetchFailed, "The upstream could not fetch the file")
        }
        return group(body)
    }

    /// What it says of groups.
    private static func group(_ body: ErrorBody) -> CommandFailure? {
        guard body.says("Error updating participants", "Error updating setting") else { return nil }
        if body.says("forbidden", "not-authorized") {
            return CommandFailure(.groupNotAdmin, "The account is no admin of the group")
        }
        if body.says("item-not-found") { return noGroup }
        return CommandFailure(.upstreamRejected, "The upstream refused the change")
    }

    private static let noGroup = CommandFailure(.groupNotFound, "The account knows no such group")

    private static func missing(_ body: ErrorBody) -> CommandFailure {
        if body.says("Cannot ") {
            return CommandFailure(.capabilityUnsupported, "The upstream has no such call")
        }
        if body.says("group", "participants") { return noGroup }
        if body.says("message not found", "messages not found") {
            return CommandFailure(.messageNotFound, "The upstream knows no such message")
        }
        return CommandFailure(.upstreamRejected, "The upstream found nothing there")
    }

    /// What the status alone says: a page of HTML, a text that broke off, or words that tell nothing.
    private static func withoutWords(_ reply: UpstreamReply) -> CommandFailure {
        switch reply.status {
        case 401, 403:
            CommandFailure(.upstreamRejected, "The upstream refused the gateway's key")
        case 408, 504: CommandFailure(.upstreamTimeout, "The upstream did not answer in time")
        case 413: CommandFailure(.mediaTooLarge, "The upstream takes no body of that length")
        case 429:
            CommandFailure(.rateLimited, "The upstream asks for fewer requests")
        case 502, 503: CommandFailure(.unavailable, "The upstream cannot work now")
        case 500... where ErrorBody(reply) != nil: broken
        case 400..<500: CommandFailure(.upstreamRejected, "The upstream refused")
        default: UpstreamReply.unreadable
        }
    }
}
