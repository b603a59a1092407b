public import Canonical
public import DialectKit
public import Engine

extension HTTPUpstreams: LinkCalls {
    /// The path that hook keys come after.
    public static let hookPath = "/_sotaque/hooks/"

    /// Where the upstream of a leg is to send events, nil where the outside does not reach us.
    public func hookURL(_ leg: InstanceRoute.Leg) -> String? {
        options.publicURL.map { $0 + Self.hookPath + leg.hookKey }
    }

    /// Says to a leg's upstream where to send events; gives whether that was accepted.
    ///
    /// Nil where the outside does not reach us; refused where the vendor has no route for it.
    public func registerHook(_ call: RemoteCall) async -> RemoteResult<Bool>? {
        guard let url = hookURL(call.leg) else { return nil }
        return await converse("events.register", call) { (speech, context) throws(CommandFailure) in
            guard let register = speech.events?.register else {
                throw CommandFailure(
                    .capabilityUnsupported,
                    "This upstream cannot be told where to send events"
                )
            }
            return try register(url, context)
        }
    }

    /// Reads the instances of an account, for moving them here.
    ///
    /// The call's instance stands for nobody; refused where the vendor has no route for it.
    public func listAccounts(_ call: RemoteCall) async -> RemoteResult<[ForeignInstance]> {
        await converse("accounts.list", call) { (speech, context) throws(CommandFailure) in
            guard let list = speech.listAccounts else {
                throw CommandFailure(
                    .capabilityUnsupported,
                    "This upstream cannot list its instances"
                )
            }
            return try list(context)
        }
    }

    func traits(_ dialect: DialectID) -> LinkTraits {
        guard let events = speeches[dialect]?.events else { return LinkTraits() }
        return LinkTraits(
            tellsEvents: true,
            tellsLinks: events.kinds.contains("instance.state"),
            tellsSends: !events.kinds.isDisjoint(with: ["message.sent", "message.status"]),
            registers: events.register != nil && options.publicURL != nil
        )
    }
}
