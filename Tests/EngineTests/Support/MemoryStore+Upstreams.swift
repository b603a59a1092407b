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
        received: Bool
    ) async throws(StoreError) -> Message? {
        let told = changes.compactMap { change -> Message? in
            guard case .message(let message, instance) = change, message.chat == chat,
                !received || !message.isFromMe
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
            if !pairs.contains(where: { $0.upstreamID == pair.upstreamID }) { pairs.append(pair) }
        }
        return pairs
    }
}
