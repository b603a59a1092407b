internal import Canonical
internal import Observability

extension Engine {
    /// Sends one content to many, fetching its file once; the answer comes when all are durable.
    func perform(_ bulk: SendToMany, _ caller: Caller) -> Reply<SendToMany> {
        .later { [self] in
            if let failure = objection(to: SendToMany.traits, caller) { return .failure(failure) }
            // A remote upstream fetches files itself, and what it is given is kept send by send.
            if route(for: caller) != nil {
                return await send(bulk.content, to: bulk.recipients, caller)
            }
            switch await keep(bulk.content, for: caller.tenant) {
            case .success(let content):
                return await send(content, to: bulk.recipients, caller)
            case .failure(let failure):
                return .failure(failure)
            }
        }
    }

    /// What speaks against carrying a command of these traits out at present.
    func objection(to traits: CommandTraits, _ caller: Caller) -> CommandFailure? {
        ledger.withLock { ledger in
            do throws(CommandFailure) {
                _ = try ready(traits, caller, ledger)
                return nil
            } catch {
                return error
            }
        }
    }

    private func send(
        _ content: Content,
        to recipients: [Address],
        _ caller: Caller
    ) async -> Result<SendToMany.Outcome, CommandFailure> {
        var sent: [SendMessage.Outcome] = []
        var failed: [SendToMany.Outcome.Refusal] = []
        let single = Caller(
            tenant: caller.tenant,
            instance: caller.instance,
            dialect: caller.dialect,
            requestID: caller.requestID
        )
        for recipient in recipients {
            let send = SendMessage(recipient: recipient, content: content)
            let answer = performRouted(send, single) ?? perform(send, single)
            switch await answer.value() {
            case .success(let outcome): sent.append(outcome)
            case .failure(let failure):
                failed.append(.init(recipient: recipient, failure: failure))
            }
        }
        return .success(SendToMany.Outcome(sent: sent, failed: failed))
    }

    /// Deletes a message for everyone once it is known to be there and the account's own.
    func perform(_ revoke: RevokeMessage, _ caller: Caller) -> Reply<RevokeMessage> {
        .later { [self] in
            switch await ownMessage(revoke, caller) {
            case .success(let known):
                return await carry(revoke, caller, journal: JournalNote()).value()
                    .map { _ in known }
            case .failure(let failure): return .failure(failure)
            }
        }
    }

    /// The account's own message that is to be deleted.
    func ownMessage(
        _ revoke: RevokeMessage,
        _ caller: Caller
    ) async -> Result<Message, CommandFailure> {
        if let failure = objection(to: RevokeMessage.traits, caller) {
            return .failure(failure)
        }
        guard let instance = caller.instance else { return .failure(Self.messageUnknown) }
        let known: Message?
        do throws(StoreError) {
            known = try await store.message(revoke.message, of: instance)
        } catch {
            return .failure(Self.storeUnavailable)
        }
        guard let known, known.revokedAt == nil,
            LaneKey(instance, known.chat) == LaneKey(instance, revoke.chat)
        else { return .failure(Self.messageUnknown) }
        guard known.isFromMe else {
            return .failure(
                CommandFailure(.messageNotEditable, "Only own messages can be deleted")
            )
        }
        return .success(known)
    }

    private static let messageUnknown = CommandFailure(.messageNotFound, "Message not found")
}
