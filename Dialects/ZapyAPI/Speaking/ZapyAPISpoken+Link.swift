import DialectKit

extension ZapyAPISpoken {
    /// Pages are not asked for beyond this one.
    private static let lastPage = 100

    /// Reads how the link stands, out of the list: no route reads one instance, no event tells it.
    static func readLink(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Looked> {
        let call = try ZapyAPICall(context)
        return find(call, context) { listed in
            if let link = listed.link {
                let seen = listed.observations(link.state, link.reason, at: context.now)
                return .done(Told(seen: seen))
            }
            return waiting(listed, call, context)
        }
    }

    /// Goes through the account's instances until the one that is meant.
    static func find<Outcome: Sendable>(
        _ call: ZapyAPICall,
        _ context: SpokenContext,
        page: Int = 1,
        then: @escaping @Sendable (ListedInstance) throws(CommandFailure) -> Conversation<Outcome>
    ) -> Conversation<Outcome> {
        .ask(call.list(page: page)) { (reply) throws(CommandFailure) -> Conversation<Outcome> in
            let (elements, next) = try reply.zapyAPIPage(page)
            let listed = elements.first { $0["instanceId"]?.string == call.instance }
            if let listed = listed.flatMap({ ListedInstance($0, known: context.instance.account) })
            {
                return try then(listed)
            }
            guard let next, next <= lastPage else {
                throw CommandFailure(.upstreamRejected, "The upstream does not know the instance")
            }
            return find(call, context, page: next, then: then)
        }
    }

    /// A code waits: shows it, or that the instance is on its way to one.
    private static func waiting(
        _ listed: ListedInstance,
        _ call: ZapyAPICall,
        _ context: SpokenContext
    ) -> Conversation<Looked> {
        .ask(call.request(.get, "qr")) { reply in
            let code = try? reply.zapyAPIPairing(at: context.now)
            let state = code.map(LinkState.awaitingPairing) ?? .starting
            return .done(Told(seen: listed.observations(state, nil, at: context.now)))
        }
    }
}

extension UpstreamReply {
    /// The elements of a page of a list, and the number of the next page, nil behind the last one.
    func zapyAPIPage(_ page: Int) throws(CommandFailure) -> ([JSONValue], next: Int?) {
        let body = try zapyAPIObject()
        guard let elements = body["data"]?.array else { throw Self.unreadable }
        let next = body["nextPage"]?.int
        return (elements, next: next.flatMap { $0 > page && !elements.isEmpty ? $0 : nil })
    }
}
