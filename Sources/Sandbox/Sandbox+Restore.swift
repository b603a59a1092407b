public import Canonical
public import Engine
internal import Wire

extension Sandbox {
    /// See `EmbeddedUpstream`.
    ///
    /// A document that cannot be read is left out of the world. An instance whose link does not
    /// agree with the world is put right by signals.
    public func restore(
        documents: [DocumentKey: [UInt8]],
        instances: [Instance],
        now: Timestamp,
        effects: inout Effects
    ) {
        clear()
        let spaces = Self.read(documents)
        takeUp(start: spaces["sandbox.world"]?.first?.document, &effects)
        for (key, document) in spaces["sandbox.phone"] ?? [] { restorePerson(key, document) }
        for (key, document) in spaces["sandbox.account"] ?? [] { restoreAccount(key, document) }
        for (key, document) in spaces["sandbox.labels"] ?? [] { restoreLabels(key, document) }
        for (_, document) in spaces["sandbox.contact"] ?? [] { restoreAcquaintance(document) }
        for (key, document) in spaces["sandbox.group"] ?? [] { restoreGroup(key, document) }
        for (_, document) in spaces["sandbox.chat"] ?? [] { restoreChat(document) }
        let carried = Dictionary(
            instances.filter { $0.upstream == id }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for (key, document) in spaces["sandbox.link"] ?? [] {
            guard let instance = carried[InstanceID(key)] else { continue }
            restoreLink(document, of: instance, now)
        }
        for (key, document) in spaces["sandbox.pairing"] ?? [] {
            guard let instance = carried[InstanceID(key)] else { continue }
            restorePairing(document, of: instance)
        }
        for instance in carried.values.sorted(by: { $0.id.text < $1.id.text }) {
            reconcile(instance, now, &effects)
        }
    }

    private func clear() {
        for person in people.values {
            person.sessions = []
            person.groups = []
        }
        people = [:]
        numbers = [:]
        spellings = [:]
        lids = [:]
        nextOrdinal = 0
        groups = [:]
        sessions = [:]
        chats = [:]
        agenda = DueHeap()
        overtaken = Overtaken()
        calls = [:]
    }

    /// Every start has its own stream of names, so that none repeats those of an earlier start.
    ///
    /// The number of starts also counts those of this process whose documents were lost.
    private func takeUp(start document: JSONValue?, _ effects: inout Effects) {
        let known = document?["starts"]?.int.flatMap { UInt64(exactly: $0) } ?? 0
        starts = max(known, starts) + 1
        generator = Generator(seed: options.seed, start: starts)
        dice = Generator(seed: ~options.seed, start: starts)
        effects.write(
            "sandbox.world",
            "world",
            ["starts": .number(JSONNumber(Int64(truncatingIfNeeded: starts)))]
        )
    }

    private static func read(
        _ documents: [DocumentKey: [UInt8]]
    ) -> [String: [(key: String, document: JSONValue)]] {
        var spaces: [String: [(key: String, document: JSONValue)]] = [:]
        for (key, bytes) in documents where key.space.hasPrefix("sandbox.") {
            guard let document = try? JSONReader.read(bytes) else { continue }
            spaces[key.space, default: []].append((key.key, document))
        }
        return spaces.mapValues { $0.sorted { $0.key < $1.key } }
    }
}

extension Sandbox {
    private func restorePerson(_ key: String, _ document: JSONValue) {
        guard let number = document["number"]?.phoneNumber, let id = document["id"]?.phoneNumber,
            let lid = document["lid"]?.string
        else { return }
        let phone = SandboxPhone(
            number: number,
            id: id,
            lid: lid,
            name: document["name"]?.string ?? "",
            pushName: document["pushName"]?.string ?? "",
            about: document["about"]?.string ?? "",
            pictureURL: document["picture"]?.string,
            traits: Set((document["traits"]?.texts ?? []).compactMap(PhoneTrait.init(rawValue:)))
        )
        let person = settle(phone, key: key)
        person.isKept = true
        person.lastDevice = document["lastDevice"]?.int ?? 0
    }

    private func restoreAccount(_ key: String, _ document: JSONValue) {
        guard let person = people[key] else { return }
        for (name, audience) in (document["privacy"]?.object ?? [:]).members {
            guard let setting = PrivacySetting(rawValue: name),
                let audience = audience.string.flatMap(PrivacyAudience.init(rawValue:))
            else { continue }
            person.privacy[setting] = audience
        }
        person.blocked = Set(document["blocked"]?.texts ?? [])
    }

    private func restoreAcquaintance(_ document: JSONValue) {
        guard let one = document["people"]?[0]?.string.flatMap({ people[$0] }),
            let other = document["people"]?[1]?.string.flatMap({ people[$0] })
        else { return }
        one.meet(other)
        other.meet(one)
    }

    private func restoreLabels(_ key: String, _ document: JSONValue) {
        guard let person = people[key] else { return }
        person.lastLabel = document["last"]?.int ?? 0
        for entry in document["labels"]?.array ?? [] {
            guard let id = entry["id"]?.string, let name = entry["name"]?.string,
                let color = entry["color"]?.int
            else { continue }
            let chats = entry["chats"]?.texts ?? []
            person.labels.append(WorldLabel(id: id, name: name, color: color, chats: chats))
        }
    }

    private func restoreGroup(_ key: String, _ document: JSONValue) {
        guard let subject = document["subject"]?.string,
            let createdAt = document["createdAt"]?.moment
        else { return }
        let group = WorldGroup(
            id: key,
            subject: subject,
            description: document["description"]?.string,
            owner: document["owner"]?.string.flatMap { people[$0] },
            createdAt: createdAt
        )
        group.isAnnounce = document["isAnnounce"]?.bool ?? false
        group.isLocked = document["isLocked"]?.bool ?? false
        for member in document["members"]?.array ?? [] {
            guard let person = member[0]?.string.flatMap({ people[$0] }),
                let role = member[1]?.string.flatMap(Participant.Role.init(rawValue:))
            else { continue }
            group.add(person, role: role)
        }
        groups[key] = group
    }

    private func restoreChat(_ document: JSONValue) {
        guard let account = document["account"]?.string, let chat = document["chat"]?.string
        else { return }
        var state = ChatState()
        state.unread = document["unread"]?.int ?? 0
        state.isMarked = document["isMarked"]?.bool ?? false
        state.isArchived = document["isArchived"]?.bool ?? false
        state.isPinned = document["isPinned"]?.bool ?? false
        state.mutedUntil = document["mutedUntil"]?.moment
        let waiting = (document["awaiting"]?.array ?? []).compactMap { entry in
            entry[0]?.string.map { message in
                ChatState.Awaiting(
                    message: MessageID(message),
                    author: entry[1]?.string ?? "",
                    sentAt: entry[2]?.moment ?? Timestamp(milliseconds: 0)
                )
            }
        }
        state.restore(waiting)
        chats[ChatKey(account: account, chat: chat)] = state
    }

    private func restoreLink(_ document: JSONValue, of instance: Instance, _ now: Timestamp) {
        guard let person = document["phone"]?.string.flatMap({ people[$0] }) else { return }
        let session = session(of: instance.id)
        session.person = person
        session.device = document["device"]?.int ?? 0
        session.linkedAt = document["since"]?.moment ?? now
        guard document["isLinked"]?.bool == true else { return }
        person.sessions.append(session)
        person.sessions.sort { $0.device < $1.device }
        switch instance.state {
        case .connected:
            session.phase = .online
        case .starting, .reconnecting:
            come(back: session, after: now)
        default:
            session.phase = .suspended
        }
    }

    private func restorePairing(_ document: JSONValue, of instance: Instance) {
        let session = session(of: instance.id)
        guard !session.isLinked, let text = document["text"]?.string,
            let attempt = document["attempt"]?.int, let expiresAt = document["expiresAt"]?.moment,
            let deadline = document["deadline"]?.moment
        else { return }
        let method: PairingCode.Method
        if let phone = document["phone"]?.phoneNumber {
            method = .code(text, phone: phone)
        } else {
            method = .qr(text: text, imageURL: options.renderQR(text))
        }
        var pairing = Pairing(
            code: PairingCode(method: method, attempt: attempt, expiresAt: expiresAt),
            deadline: deadline
        )
        if options.autoPairMilliseconds != nil { pairing.scanAt = document["scanAt"]?.moment }
        session.phase = .pairing(pairing)
        schedule(session)
    }

    /// Tells how an instance stands when its own state claims what the world does not know of.
    private func reconcile(_ instance: Instance, _ now: Timestamp, _ effects: inout Effects) {
        let phase = sessions[instance.id]?.phase ?? .idle
        guard case .idle = phase else { return }
        switch instance.state {
        case .connected, .reconnecting, .starting:
            effects.tell(instance.id, .link(.loggedOut, .logout), at: now)
        case .awaitingPairing(let code):
            let reason: Disconnect.Reason = code.qr == nil ? .codeTimeout : .qrTimeout
            effects.tell(instance.id, .link(.pairingExpired, reason), at: now)
        case .created, .pairingExpired, .paused, .disconnected, .loggedOut, .failed:
            break
        }
    }
}
