internal import Canonical
internal import Observability

extension Engine {
    /// Looks for messages of the caller's instance; people by their numbers where those are known.
    func perform(_ search: FindMessages, _ caller: Caller) -> Reply<FindMessages> {
        .later { [self] in
            let asked: FindMessages
            let instance: InstanceID
            switch ready(search, caller) {
            case .success(let ready): (asked, instance) = ready
            case .failure(let failure): return .failure(failure)
            }
            if let id = asked.id { return await message(id, asked, instance) }
            // One more than was asked for tells whether there are more.
            var query = asked
            query.limit += query.limit == .max ? 0 : 1
            let found = await asking { [query] store throws(StoreError) in
                try await store.messages(query, of: instance)
            }
            return found.map { found in
                FindMessages.Outcome(
                    messages: Array(found.prefix(max(0, asked.limit))),
                    hasMore: found.count > asked.limit
                )
            }
        }
    }

    /// What is known around a chat: by the embedded upstream, or out of what remote ones told.
    func perform(_ get: GetChat, _ caller: Caller) -> Reply<GetChat> {
        ledger.withLock { ledger in
            do throws(CommandFailure) {
                let instance = try ready(GetChat.traits, caller, ledger)
                return .now(.success(surroundings(of: get.chat, for: instance, ledger)))
            } catch {
                return .now(.failure(error))
            }
        }
    }

    private func ready(
        _ search: FindMessages,
        _ caller: Caller
    ) -> Result<(FindMessages, InstanceID), CommandFailure> {
        ledger.withLock { ledger in
            do throws(CommandFailure) {
                let instance = try ready(FindMessages.traits, caller, ledger).id
                var search = search
                search.chat = search.chat.map { ledger.known($0, to: instance) }
                return .success((search, instance))
            } catch {
                return .failure(error)
            }
        }
    }

    /// One message by its id, wherever it is in the journal, if the rest of the search means it too.
    private func message(
        _ id: MessageID,
        _ search: FindMessages,
        _ instance: InstanceID
    ) async -> Result<FindMessages.Outcome, CommandFailure> {
        let found = await asking { store throws(StoreError) in
            try await store.message(id, of: instance)
        }
        return found.map { found in
            let isMeant =
                search.limit > 0 && search.offset <= 0 && found.map { search.means($0) } ?? false
            return FindMessages.Outcome(messages: isMeant ? [found].compactMap { $0 } : [])
        }
    }

    private func surroundings(
        of chat: Address,
        for instance: Instance,
        _ ledger: Ledger
    ) -> EventSurroundings {
        guard instance.upstream == upstream.id else {
            let people = chat.isGroup ? [] : [chat]
            return EventSurroundings(contacts: acquaintances(people, of: instance, ledger))
        }
        return EventSurroundings(
            group: chat.isGroup ? upstream.group(chat, for: instance.id) : nil,
            contacts: [chat].compactMap {
                $0.isGroup ? nil : upstream.contact($0, for: instance.id)
            },
            standing: upstream.standing(of: chat, for: instance.id)
        )
    }
}

extension FindMessages {
    /// Whether everything but the id fits.
    fileprivate func means(_ message: Message) -> Bool {
        (chat.map { $0.isSameChat(as: message.chat) } ?? true)
            && (reference.map { $0 == message.clientReference } ?? true)
            && (source.map { $0 == message.clientSource } ?? true)
    }
}

extension Address {
    fileprivate func isSameChat(as other: Address) -> Bool {
        guard let phone, let otherPhone = other.phone else { return self == other }
        return phone.equalityKey == otherPhone.equalityKey
    }
}
