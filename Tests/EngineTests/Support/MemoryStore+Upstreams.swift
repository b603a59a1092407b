import Canonical
import Engine

/// What remote upstreams need of a store, read out of the changes that were committed.
extension MemoryStore {
    func message(
        of upstream: UpstreamID,
        as id: MessageID,
        in instance: InstanceID
    ) async throws(StoreError) -> MessageID? {
        pairs(of: instance).first { $0.upstream == upstream && $0.upstreamID == id }?.message
    }

    func upstreamMessages(
        _ id: MessageID,
        of instance: InstanceID
    ) async throws(StoreError) -> [UpstreamMessage] {
        pairs(of: instance).reversed().filter { $0.message == id }
    }

    func lastMessage(
        in chat: Address,
        of instance: InstanceID,
        by author: MessageAuthor
    ) async throws(StoreError) -> Message? {
        let told = changes.compactMap { change -> Message? in
            guard case .message(let message, instance) = change, message.chat == chat,
                author == .anyone || !message.isFromMe
            else { return nil }
            return message
        }
        return told.last
    }

    func toldBefore(
        _ keys: [String],
        of instance: InstanceID
    ) async throws(StoreError) -> Set<String> {
        let told = changes.compactMap { change -> String? in
            guard case .told(let key, instance, _) = change else { return nil }
            return key
        }
        return Set(keys).intersection(told)
    }

    func uses(
        of instance: InstanceID,
        since day: Int
    ) async throws(StoreError) -> [CommandUse] {
        changes.flatMap { change -> [CommandUse] in
            guard case .uses(let uses, instance) = change else { return [] }
            return uses.filter { $0.day >= day }
        }
    }

    func differences(
        of instance: InstanceID,
        limit: Int
    ) async throws(StoreError) -> [RouteDifference] {
        let all = changes.compactMap { change -> RouteDifference? in
            guard case .difference(let difference) = change, difference.instance == instance
            else { return nil }
            return difference
        }
        return Array(all.reversed().prefix(limit))
    }

    private func pairs(of instance: InstanceID) -> [UpstreamMessage] {
        var pairs: [UpstreamMessage] = []
        for change in changes {
            guard case .upstreamMessage(let pair) = change, pair.instance == instance else {
                continue
            }
            let isKnown = pairs.contains { known in
                known.upstream == pair.upstream && known.upstreamID == pair.upstreamID
            }
            if !isKnown { pairs.append(pair) }
        }
        return pairs
    }
}

/// What remote upstreams keep over a restart.
extension MemoryStore {
    func loadRemote(_ stored: inout StoredState) {
        var definitions: [UpstreamID: UpstreamDefinition] = [:]
        for change in changes {
            switch change {
            case .upstream(let definition): definitions[definition.id] = definition
            case .upstreamRemoved(let id): definitions[id] = nil
            case .route(let route, let instance): stored.routes[instance] = route
            case .identity(let lid, let phone, let instance):
                stored.identities[instance, default: [:]][lid] = phone
            default: continue
            }
        }
        stored.upstreams = Array(definitions.values)
        stored.unfinished = journal.filter { $0.outcome == .pending }
        stored.uncertain = uncertain
        stored.references = references
    }

    private var uncertain: [UncertainSend] {
        var pending: [InstanceID: [Int64: (Address, UInt64)]] = [:]
        for change in changes {
            switch change {
            case .sendPending(let instance, let sequence, let recipient, let echo):
                pending[instance, default: [:]][sequence] = (recipient, echo)
            case .sendSettled(let instance, let sequence):
                pending[instance]?[sequence] = nil
            default: continue
            }
        }
        return journal.compactMap { record in
            pending[record.instance]?[record.sequence].map { recipient, echo in
                UncertainSend(record: record, recipient: recipient, echo: echo)
            }
        }
    }

    private var references: [(record: CommandRecord, message: Message)] {
        var messages: [MessageID: Message] = [:]
        for case .message(let message, _) in changes { messages[message.id] = message }
        return journal.compactMap { record in
            guard record.clientReference != nil || record.idempotencyKey != nil,
                let message = record.message.flatMap({ messages[$0] })
            else { return nil }
            return (record, message)
        }
    }
}
