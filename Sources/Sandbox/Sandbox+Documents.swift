internal import Canonical
internal import Engine
internal import Wire

extension Effects {
    /// Writes a document.
    mutating func write(_ space: String, _ key: String, _ document: JSONValue) {
        changes.append(.document(DocumentKey(space: space, key: key), document.serialized()))
    }

    /// Removes a document.
    mutating func remove(_ space: String, _ key: String) {
        changes.append(.documentRemoved(DocumentKey(space: space, key: key)))
    }
}

extension JSONValue {
    /// A moment as milliseconds, nil as `null`.
    static func moment(_ moment: Timestamp?) -> JSONValue {
        moment.map { .number(JSONNumber($0.milliseconds)) } ?? .null
    }

    /// A text, nil as `null`.
    static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    /// The moment that milliseconds name.
    var moment: Timestamp? { int.map { Timestamp(milliseconds: Int64($0)) } }

    /// The texts of an array, those that are none left out.
    var texts: [String] { array?.compactMap(\.string) ?? [] }

    /// The number that a text names.
    var phoneNumber: PhoneNumber? { string.flatMap { PhoneNumber($0) } }
}

extension WorldLabel {
    /// The label as it is kept.
    fileprivate var document: JSONValue {
        [
            "id": .string(id),
            "name": .string(name),
            "color": .number(JSONNumber(color)),
            "chats": .array(chats.map(JSONValue.string)),
        ]
    }
}

extension Sandbox {
    func keep(_ person: Person, _ effects: inout Effects) {
        let phone = person.phone
        person.isKept = true
        effects.write(
            "sandbox.phone",
            person.key,
            [
                "number": .string(phone.number.digits),
                "id": .string(phone.id.digits),
                "lid": .string(phone.lid),
                "name": .string(phone.name),
                "pushName": .string(phone.pushName),
                "about": .string(phone.about),
                "picture": .text(phone.pictureURL),
                "traits": .array(phone.traits.map(\.rawValue).sorted().map(JSONValue.string)),
                "lastDevice": .number(JSONNumber(person.lastDevice)),
            ]
        )
    }

    func keepAccount(of person: Person, _ effects: inout Effects) {
        let settings = person.privacy.sorted { $0.key.rawValue < $1.key.rawValue }
        effects.write(
            "sandbox.account",
            person.key,
            [
                "privacy": .object(
                    JSONObject(settings.map { ($0.key.rawValue, .string($0.value.rawValue)) })
                ),
                "blocked": .array(person.blocked.sorted().map(JSONValue.string)),
            ]
        )
    }

    func keepAcquaintance(_ one: Person, _ other: Person, _ effects: inout Effects) {
        let keys = [one.key, other.key].sorted()
        effects.write(
            "sandbox.contact",
            keys.joined(separator: "/"),
            ["people": .array(keys.map(JSONValue.string))]
        )
    }

    func keepLabels(of person: Person, _ effects: inout Effects) {
        effects.write(
            "sandbox.labels",
            person.key,
            [
                "last": .number(JSONNumber(person.lastLabel)),
                "labels": .array(person.labels.map(\.document)),
            ]
        )
    }

    func keep(_ group: WorldGroup, _ effects: inout Effects) {
        guard !group.members.isEmpty else {
            effects.remove("sandbox.group", group.id)
            return
        }
        effects.write(
            "sandbox.group",
            group.id,
            [
                "subject": .string(group.subject),
                "description": .text(group.description),
                "owner": .text(group.owner?.key),
                "createdAt": .moment(group.createdAt),
                "isAnnounce": .bool(group.isAnnounce),
                "isLocked": .bool(group.isLocked),
                "members": .array(
                    group.members.map {
                        [.string($0.person.key), .string($0.role.rawValue)]
                    }
                ),
            ]
        )
    }

    func keepLink(of session: Session, _ effects: inout Effects) {
        effects.write(
            "sandbox.link",
            session.instance.text,
            [
                "phone": .text(session.person?.key),
                "device": .number(JSONNumber(session.device)),
                "since": .moment(session.linkedAt),
                "isLinked": .bool(session.isLinked),
            ]
        )
    }

    func keep(_ pairing: Pairing, of session: Session, _ effects: inout Effects) {
        effects.write(
            "sandbox.pairing",
            session.instance.text,
            [
                "text": .text(pairing.code.qr?.text ?? pairing.code.typed),
                "phone": .text(pairing.phone?.digits),
                "attempt": .number(JSONNumber(pairing.code.attempt)),
                "expiresAt": .moment(pairing.code.expiresAt),
                "deadline": .moment(pairing.deadline),
                "scanAt": .moment(pairing.scanAt),
            ]
        )
    }

    func keep(_ chat: ChatState, _ key: ChatKey, _ effects: inout Effects) {
        guard !chat.isPlain else {
            chats[key] = nil
            effects.remove("sandbox.chat", key.text)
            return
        }
        chats[key] = chat
        effects.write(
            "sandbox.chat",
            key.text,
            [
                "account": .string(key.account),
                "chat": .string(key.chat),
                "unread": .number(JSONNumber(chat.unread)),
                "isMarked": .bool(chat.isMarked),
                "isArchived": .bool(chat.isArchived),
                "isPinned": .bool(chat.isPinned),
                "mutedUntil": .moment(chat.mutedUntil),
                "awaiting": .array(
                    chat.awaiting.map {
                        [.string($0.message.text), .string($0.author), .moment($0.sentAt)]
                    }
                ),
            ]
        )
    }
}
