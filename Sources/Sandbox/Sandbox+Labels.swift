public import Canonical
public import Engine

extension Sandbox {
    /// The most labels an account has, as WhatsApp has it.
    static let labelLimit = 20
    /// The most chats that one label is on.
    private static let labelledChatLimit = 1000

    /// The labels of an instance's account, oldest first.
    ///
    /// Throws `instanceNotConnected` for an instance without a phone.
    public func labels(of instance: InstanceID) throws(CommandFailure) -> [Label] {
        try account(of: instance).labels.map(\.view)
    }

    /// Makes a label as the account's phone would.
    ///
    /// Throws `instanceNotConnected` for an instance without a phone, and `requestInvalid` for a
    /// name or colour that cannot be and when the account has too many labels.
    @discardableResult
    public func addLabel(
        _ name: String,
        color: Int,
        of instance: InstanceID,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> Label {
        let me = try account(of: instance)
        try Self.judge(name: name, color: color)
        guard me.labels.count < Self.labelLimit else {
            throw CommandFailure(
                .requestInvalid,
                "the account has \(Self.labelLimit) labels already",
                field: "name"
            )
        }
        me.lastLabel += 1
        let label = WorldLabel(id: String(me.lastLabel), name: name, color: color)
        me.labels.append(label)
        keepLabels(of: me, &effects)
        tell(me, .labelChanged(label.view), now, &effects)
        return label.view
    }

    /// Gives a label another name or colour; what is nil stays.
    ///
    /// Throws as ``addLabel(_:color:of:now:effects:)`` does, and `requestInvalid` when there is no
    /// such label.
    @discardableResult
    public func changeLabel(
        _ id: String,
        name: String?,
        color: Int?,
        of instance: InstanceID,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> Label {
        let me = try account(of: instance)
        let index = try Self.index(of: id, among: me.labels)
        let before = me.labels[index].view
        try Self.judge(name: name ?? before.name, color: color ?? before.color)
        if let name { me.labels[index].name = name }
        if let color { me.labels[index].color = color }
        let label = me.labels[index].view
        guard label != before else { return label }
        keepLabels(of: me, &effects)
        tell(me, .labelChanged(label), now, &effects)
        return label
    }

    /// Deletes a label, which takes it off every chat without another word.
    ///
    /// Throws as ``changeLabel(_:name:color:of:now:effects:)`` does.
    public func removeLabel(
        _ id: String,
        of instance: InstanceID,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        let me = try account(of: instance)
        let label = me.labels.remove(at: try Self.index(of: id, among: me.labels)).view
        keepLabels(of: me, &effects)
        let deleted = Label(id: label.id, name: label.name, color: label.color, isDeleted: true)
        tell(me, .labelChanged(deleted), now, &effects)
    }

    /// Puts a label on a chat, or takes it off; what is so already is not told again.
    ///
    /// Throws as ``changeLabel(_:name:color:of:now:effects:)`` does, and for a chat that cannot be
    /// as ``markChat(_:of:_:now:effects:)`` does.
    public func label(
        _ chat: Address,
        with id: String,
        isAttached: Bool,
        of instance: InstanceID,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        let me = try account(of: instance)
        let index = try Self.index(of: id, among: me.labels)
        let isFull = me.labels[index].chats.count >= Self.labelledChatLimit
        let hasRoom = !isFull || me.labels[index].chats.contains(key(of: chat, for: me).chat)
        guard hasRoom || !isAttached else {
            throw CommandFailure(.requestInvalid, "too many chats have it", field: "chat")
        }
        let key = try chatKey(of: chat, for: me, field: "chat", &effects)
        guard me.labels[index].chats.contains(key.chat) != isAttached else { return }
        if isAttached {
            me.labels[index].chats.append(key.chat)
        } else {
            me.labels[index].chats.removeAll { $0 == key.chat }
        }
        keepLabels(of: me, &effects)
        let address = address(of: key) ?? chat
        tell(me, .labelAttached(id, chat: address, isAttached: isAttached), now, &effects)
    }
}

extension Sandbox {
    private static func index(
        of id: String,
        among labels: [WorldLabel]
    ) throws(CommandFailure) -> Int {
        guard let index = labels.firstIndex(where: { $0.id == id }) else {
            throw CommandFailure(.requestInvalid, "the account has no such label", field: "label")
        }
        return index
    }

    private static func judge(name: String, color: Int) throws(CommandFailure) {
        guard (1...100).contains(name.count) else {
            throw CommandFailure(
                .requestInvalid,
                "name must have 1 to 100 characters",
                field: "name"
            )
        }
        guard (0...19).contains(color) else {
            throw CommandFailure(.requestInvalid, "color must be from 0 to 19", field: "color")
        }
    }
}
