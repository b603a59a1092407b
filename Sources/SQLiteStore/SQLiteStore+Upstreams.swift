public import Canonical
public import Engine

extension SQLiteStore {
    /// What clients call a message that an upstream names, nil when it is not known.
    public func message(
        of upstream: UpstreamID,
        as id: MessageID,
        in instance: InstanceID
    ) async throws(StoreError) -> MessageID? {
        try await ask { session throws(StoreError) in
            try session.askingUpstreams { upstreams throws(StoreError) in
                try upstreams.message(of: upstream, as: id, in: instance)
            }
        }
    }

    /// What upstreams call a message that clients name, the one told last first.
    public func upstreamMessages(
        _ id: MessageID,
        of instance: InstanceID
    ) async throws(StoreError) -> [UpstreamMessage] {
        try await ask { session throws(StoreError) in
            try session.askingUpstreams { upstreams throws(StoreError) in
                try upstreams.upstreamMessages(id, of: instance)
            }
        }
    }

    /// The last message of a chat, nil when there is none.
    ///
    /// Of the account's own messages only the latest 20,000 of the whole file are looked through.
    public func lastMessage(
        in chat: Address,
        of instance: InstanceID,
        by author: MessageAuthor
    ) async throws(StoreError) -> Message? {
        try await ask { session throws(StoreError) in
            try session.askingUpstreams { upstreams throws(StoreError) in
                try upstreams.lastMessage(in: chat, of: instance, by: author)
            }
        }
    }

    /// Those of the keys that were told before.
    public func toldBefore(
        _ keys: [String],
        of instance: InstanceID
    ) async throws(StoreError) -> Set<String> {
        try await ask { session throws(StoreError) in
            try session.askingUpstreams { upstreams throws(StoreError) in
                try upstreams.toldBefore(keys, of: instance)
            }
        }
    }

    /// How an instance's client used commands since a day; 10,000 counts at most.
    public func uses(
        of instance: InstanceID,
        since day: Int
    ) async throws(StoreError) -> [CommandUse] {
        try await ask(forList: true) { session throws(StoreError) in
            try session.askingUpstreams { upstreams throws(StoreError) in
                try upstreams.uses(of: instance, since: day)
            }
        }
    }

    /// The differences between two upstreams of an instance, newest first; 10,000 at most.
    public func differences(
        of instance: InstanceID,
        limit: Int
    ) async throws(StoreError) -> [RouteDifference] {
        try await ask(forList: true) { session throws(StoreError) in
            try session.askingUpstreams { upstreams throws(StoreError) in
                try upstreams.differences(of: instance, limit: limit)
            }
        }
    }
}
