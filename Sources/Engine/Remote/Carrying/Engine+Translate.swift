internal import Canonical
internal import Observability

/// How commands are put into an upstream's own ids, and people into the form it takes best.
extension Engine {
    /// A command as an upstream takes it, and the message that it is about.
    struct Spoken<C: Command>: Sendable {
        var command: C
        /// The message that it is about, its id as the upstream knows it.
        var message: Message?
    }

    /// Puts a command into an upstream's ids.
    func spoken<C: Command>(
        _ command: C,
        for instance: InstanceID,
        on leg: InstanceRoute.Leg
    ) async -> Result<Spoken<C>, CommandFailure> {
        let command = ledger.withLock { Self.resolved(command, of: instance, $0) }
        if let revoke = command as? RevokeMessage {
            return await spoken(revoke, instance, leg).flatMap(Self.same)
        }
        if let mark = command as? MarkChat {
            return Self.same(await spoken(mark, instance, leg))
        }
        if let send = command as? SendMessage {
            return Self.same(await spoken(send, instance, leg))
        }
        return .success(Spoken(command: command))
    }

    /// What upstreams call a message, the one told last first.
    func upstreamNames(of message: MessageID, _ instance: InstanceID?) async -> [UpstreamMessage] {
        guard let instance else { return [] }
        return (try? await store.upstreamMessages(message, of: instance)) ?? []
    }

    private func spoken(
        _ revoke: RevokeMessage,
        _ instance: InstanceID,
        _ leg: InstanceRoute.Leg
    ) async -> Result<Spoken<RevokeMessage>, CommandFailure> {
        guard let id = await name(revoke.message, instance, leg) else {
            return .failure(Self.sentElsewhere)
        }
        let message = (try? await store.message(revoke.message, of: instance)) ?? nil
        var revoke = revoke
        revoke.message = id
        return .success(Spoken(command: revoke, message: message?.named(id)))
    }

    private func spoken(
        _ mark: MarkChat,
        _ instance: InstanceID,
        _ leg: InstanceRoute.Leg
    ) async -> Spoken<MarkChat> {
        let last: Message?
        if let upTo = mark.upTo {
            last = (try? await store.message(upTo, of: instance)) ?? nil
        } else {
            last =
                (try? await store.lastMessage(in: mark.chat, of: instance, by: .others)) ?? nil
        }
        var mark = mark
        if let upTo = mark.upTo { mark.upTo = await name(upTo, instance, leg) ?? upTo }
        guard let last else { return Spoken(command: mark) }
        let id = await name(last.id, instance, leg) ?? last.id
        return Spoken(command: mark, message: last.named(id))
    }

    /// A quote that the upstream does not know keeps its id: WhatsApp may know it.
    private func spoken(
        _ send: SendMessage,
        _ instance: InstanceID,
        _ leg: InstanceRoute.Leg
    ) async -> Spoken<SendMessage> {
        var send = send
        send.delayMilliseconds = 0
        guard var quote = send.quoted else { return Spoken(command: send) }
        let message = (try? await store.message(quote.id, of: instance)) ?? nil
        quote.id = await name(quote.id, instance, leg) ?? quote.id
        send.quoted = quote
        return Spoken(command: send, message: message?.named(quote.id))
    }

    /// What an upstream calls a message, nil when it does not know it.
    private func name(
        _ message: MessageID,
        _ instance: InstanceID,
        _ leg: InstanceRoute.Leg
    ) async -> MessageID? {
        await upstreamNames(of: message, instance)
            .first { $0.upstream == leg.upstream }?.upstreamID
    }

    private static func same<C: Command, D: Command>(_ spoken: Spoken<D>) -> Result<
        Spoken<C>, CommandFailure
    > {
        guard let command = spoken.command as? C else {
            return .failure(CommandFailure(.internalError, "The command changed its kind"))
        }
        return .success(Spoken(command: command, message: spoken.message))
    }

    /// The command with people by their numbers where those are known, spelled as WhatsApp does.
    static func resolved<C: Command>(_ command: C, of instance: InstanceID, _ ledger: Ledger) -> C {
        PeopleNamed.replacing(in: command) { ledger.known($0, to: instance) }
    }
}
