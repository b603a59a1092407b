public import Canonical
public import Engine

extension SQLiteStore {
    /// See ``Engine/Store/message(of:as:in:)``.
    public func message(
        of upstream: UpstreamID,
        as id: MessageID,
        in instance: InstanceID
    ) async throws(StoreError) -> MessageID? { throw Self.missing }

    /// See ``Engine/Store/upstreamMessages(_:of:)``.
    public func upstreamMessages(
        _ id: MessageID,
        of instance: InstanceID
    ) async throws(StoreError) -> [UpstreamMessage] { throw Self.missing }

    /// See ``Engine/Store/lastMessage(in:of:received:)``.
    public func lastMessage(
        in chat: Address,
        of instance: InstanceID,
        received: Bool
    ) async throws(StoreError) -> Message? { throw Self.missing }

    /// See ``Engine/Store/toldBefore(_:of:)``.
    public func toldBefore(
        _ keys: [String],
        of instance: InstanceID
    ) async throws(StoreError) -> Set<String> { throw Self.missing }

    /// See ``Engine/Store/uses(of:since:)``.
    public func uses(
        of instance: InstanceID,
        since day: Int
    ) async throws(StoreError) -> [CommandUse] { throw Self.missing }

    /// See ``Engine/Store/differences(of:limit:)``.
    public func differences(
        of instance: InstanceID,
        limit: Int
    ) async throws(StoreError) -> [RouteDifference] { throw Self.missing }

    private static let missing = StoreError(.database, "Remote upstreams are not stored yet")
}
