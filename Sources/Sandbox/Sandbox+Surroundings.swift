public import Canonical

extension Sandbox {
    /// See `EmbeddedUpstream`; a group that the account left is known still.
    public func group(_ address: Address, for instance: InstanceID) -> Group? {
        guard case .group(let id) = address, sessions[instance]?.person != nil else { return nil }
        return groups[id]?.view
    }

    /// See `EmbeddedUpstream`; whoever takes part in the world shows their name with what they do.
    public func contact(_ address: Address, for instance: InstanceID) -> Contact? {
        guard let me = sessions[instance]?.person else { return nil }
        return resident(at: address)?.contact(for: me)
    }

    /// See `EmbeddedUpstream`.
    public func standing(of chat: Address, for instance: InstanceID) -> ChatStanding? {
        guard let me = sessions[instance]?.person else { return nil }
        let key = ChatKey(account: me.key, chat: resident(at: chat)?.key ?? chat.jid)
        return ChatStanding(
            marks: (chats[key] ?? ChatState()).marks(of: chat),
            isBlocked: me.blocked.contains(key.chat),
            labels: me.labels.filter { $0.chats.contains(key.chat) }.map(\.id)
        )
    }

    /// The one in the world who is meant by an address; asking makes nobody up.
    private func resident(at address: Address) -> Person? {
        switch address {
        case .phone(let number): person(at: number)
        case .lid(let lid): lids[lid]
        case .group, .newsletter, .broadcast, .status: nil
        }
    }
}
