import DialectKit

extension UpstreamReply {
    /// The JSON of an answer that says yes.
    ///
    /// - Throws: ``uazapiFailure(at:)`` when it says no, `upstream.protocol` when it is no JSON.
    func uazapiJSON(_ context: SpokenContext) throws(CommandFailure) -> JSONValue {
        guard isSuccess else { throw uazapiFailure(at: context.now) }
        guard let json else { throw Self.unreadable }
        return json
    }

    /// Makes sure that an answer says yes, in JSON.
    static func checkUazapi(
        _ context: SpokenContext
    ) -> @Sendable (UpstreamReply) throws(CommandFailure) -> Void {
        { (reply) throws(CommandFailure) in _ = try reply.uazapiJSON(context) }
    }

    /// What the vendor's error means; the mirror of ``UazapiError``.
    ///
    /// A status of 500 without a text that says why leaves open whether anything was done, and so
    /// does whatever a gateway in front of the server answers.
    func uazapiFailure(at now: Timestamp) -> CommandFailure {
        let body = json ?? .null
        let text = (body.text("error", "message") ?? "").lowercased()
        if let known = Self.whatsAppRefusal(body, text, now) ?? Self.meaning(of: text, status) {
            return known
        }
        return switch status {
        case 405: CommandFailure(.capabilityUnsupported, "The upstream has no such call")
        case 408, 504: CommandFailure(.upstreamTimeout, "The upstream did not answer in time")
        case 413: CommandFailure(.mediaTooLarge, "The file is too long for the upstream")
        case 415: CommandFailure(.mediaUnsupported, "The upstream does not take such files")
        case 429:
            CommandFailure(
                .rateLimited,
                "The upstream gets too many requests",
                retryAfterSeconds: retryAfterSeconds
            )
        case 400, 422: CommandFailure(.requestInvalid, "The upstream does not take the request")
        case 401, 403: CommandFailure(.upstreamRejected, "The upstream refused its credential")
        case 404: CommandFailure(.upstreamRejected, "The upstream does not know what is meant")
        case 300..<500: CommandFailure(.upstreamRejected, "The upstream refused the request")
        default: CommandFailure(.unavailable, "The upstream cannot work now")
        }
    }

    /// WhatsApp's own no: code 463, or a number that nobody there has.
    private static func whatsAppRefusal(
        _ body: JSONValue,
        _ text: String,
        _ now: Timestamp
    ) -> CommandFailure? {
        if text.contains("not on whatsapp") {
            return CommandFailure(.recipientNotOnWhatsApp, "Nobody on WhatsApp has that number")
        }
        let isTimelock =
            body["provider_code"]?.int == 463 || UpstreamReply.tellsOfRestriction(text)
            || body.text("error_key") == "WHATSAPP_REACHOUT_TIMELOCK"
        guard isTimelock else { return nil }
        let until = body["details"]?["reachout_timelock"]?.moment("until")
        return CommandFailure(
            .accountRestricted,
            "WhatsApp keeps the account from starting new chats",
            retryAfterSeconds: until.map { Int(max(0, $0.seconds - now.seconds)) }
        )
    }

    /// What a text says beyond its status, nil when it says nothing more.
    ///
    /// `No session` comes with 401 in some handlers and with 500 in others, and is never a refused
    /// credential.
    private static func meaning(of text: String, _ status: Int) -> CommandFailure? {
        func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        switch status {
        case 401, 500, 503:
            // A socket that broke while something was being sent leaves open whether it was.
            if says("no session", "no active session", "client is not connected") {
                return CommandFailure(.instanceNotConnected, "The instance is not connected")
            }
            guard status == 500, says("failed to upload media") else { return nil }
            return CommandFailure(.mediaFetchFailed, "The upstream could not take the file")
        case 400:
            if says("media type", "file format") {
                return CommandFailure(.mediaUnsupported, "The upstream does not take such files")
            }
            guard says("invalid number", "number jid", "parse phone", "número inválido") else {
                return nil
            }
            return CommandFailure(.recipientInvalid, "The upstream takes no such recipient")
        case 403:
            guard says("not an admin", "not a group admin") else { return nil }
            return CommandFailure(.groupNotAdmin, "The account is no admin of the group")
        case 404:
            if says("message") { return CommandFailure(.messageNotFound, "No such message") }
            if says("group") { return CommandFailure(.groupNotFound, "No such group") }
            return nil
        default: return nil
        }
    }
}
