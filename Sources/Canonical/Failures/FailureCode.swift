/// Everything that can be wrong, closed: a new case stops every dialect from compiling until it says
/// how its vendor words it.
public enum FailureCode: String, Sendable, CaseIterable {
    /// No credential came.
    case authMissing = "auth.missing"
    /// A credential came in a form that cannot be one, or came twice.
    case authMalformed = "auth.malformed"
    /// Unknown, or another tenant's: they look alike; see ``authExpired``.
    case authInvalid = "auth.invalid"
    /// A key that was issued here and has expired or was taken back.
    case authExpired = "auth.expired"
    /// A key that opens one instance, where all of the tenant's are meant.
    case authScoped = "auth.scoped"
    /// Known, and not allowed to do this.
    case authForbidden = "auth.forbidden"
    /// No such instance for this tenant.
    case instanceNotFound = "instance.not_found"
    /// A name or token that is taken, or two changes that collide.
    case instanceConflict = "instance.conflict"
    /// The command needs the phone, and the instance is not connected.
    case instanceNotConnected = "instance.not_connected"
    /// The command needs an instance that is not connected.
    case instanceAlreadyConnected = "instance.already_connected"
    /// No more instances for this tenant.
    case instanceLimit = "instance.limit"
    /// The code was not used in time.
    case pairingExpired = "pairing.expired"
    /// No code can be had in this state.
    case pairingUnavailable = "pairing.unavailable"
    /// No such path.
    case routeUnknown = "route.unknown"
    /// The path exists, with other methods.
    case methodNotAllowed = "route.method_not_allowed"
    /// Not HTTP, not JSON, not UTF-8.
    case requestMalformed = "request.malformed"
    /// A member is missing, of the wrong type, or out of range.
    case requestInvalid = "request.invalid"
    /// Longer than the limit.
    case requestTooLarge = "request.too_large"
    /// A Content-Type or Content-Encoding that is not read here.
    case requestUnsupportedType = "request.unsupported_type"
    /// The request or its execution took too long.
    case requestTimeout = "request.timeout"
    /// Not an address.
    case recipientInvalid = "recipient.invalid"
    /// Nobody on WhatsApp has it.
    case recipientNotOnWhatsApp = "recipient.not_on_whatsapp"
    /// The account blocked the recipient, or the other way round.
    case recipientBlocked = "recipient.blocked"
    /// No such message in this chat.
    case messageNotFound = "message.not_found"
    /// Too old for this.
    case messageTooOld = "message.too_old"
    /// Not the caller's own message.
    case messageNotEditable = "message.not_editable"
    /// The file could not be had; also when its address is forbidden.
    case mediaFetchFailed = "media.fetch_failed"
    /// Not a file of the kind that was asked for.
    case mediaUnsupported = "media.unsupported"
    /// The file is longer than the limit.
    case mediaTooLarge = "media.too_large"
    /// The file was kept once and is no longer.
    case mediaGone = "media.gone"
    /// No such group for this account.
    case groupNotFound = "group.not_found"
    /// The account is no admin of the group.
    case groupNotAdmin = "group.not_admin"
    /// A participant that cannot be added or changed.
    case groupParticipantRefused = "group.participant_refused"
    /// Nothing is configured under that name.
    case webhookNotFound = "webhook.not_found"
    /// No such delivery for this tenant.
    case deliveryNotFound = "delivery.not_found"
    /// No such tenant; for operators alone.
    case tenantNotFound = "tenant.not_found"
    /// No such upstream; for operators alone.
    case upstreamNotFound = "upstream.not_found"
    /// No such key for this tenant.
    case keyNotFound = "key.not_found"
    /// This upstream cannot do that.
    case capabilityUnsupported = "capability.unsupported"
    /// Too many requests.
    case rateLimited = "rate.limited"
    /// WhatsApp keeps the account from starting chats.
    case accountRestricted = "account.restricted"
    /// WhatsApp closed the account.
    case accountBanned = "account.banned"
    /// The gateway or the upstream cannot work now.
    case unavailable = "upstream.unavailable"
    /// The upstream did not answer in time, and nothing was sent.
    case upstreamTimeout = "upstream.timeout"
    /// The upstream said no.
    case upstreamRejected = "upstream.rejected"
    /// The upstream said something that is not its protocol.
    case upstreamProtocol = "upstream.protocol"
    /// It may or may not have been sent; machines must not repeat it.
    case sendOutcomeUnknown = "send.outcome_unknown"
    /// A mistake of ours.
    case internalError = "internal"
}
