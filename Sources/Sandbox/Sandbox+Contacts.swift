public import Canonical
public import Engine

extension Sandbox {
    func check(
        _ command: CheckNumbers,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> CheckNumbers.Outcome {
        _ = try online(call)
        var answers: [CheckNumbers.Answer] = []
        answers.reserveCapacity(command.numbers.count)
        for (asked, person) in zip(command.numbers, people(at: command.numbers)) {
            answers.append(CheckNumbers.Answer(asked, person))
        }
        return answers
    }

    /// Gives nobody's picture for a number that is not on WhatsApp, and no group has one.
    func picture(
        _ command: GetProfilePicture,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> GetProfilePicture.Outcome {
        let (_, me) = try online(call)
        if command.subject.isGroup { _ = try group(command.subject, of: me) }
        guard let person = person(at: command.subject), person.showsPicture(to: me) else {
            return GetProfilePicture.Outcome(url: nil)
        }
        return GetProfilePicture.Outcome(url: person.phone.pictureURL)
    }

    func block(
        _ command: BlockContact,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> BlockContact.Outcome {
        let (_, me) = try online(call)
        try setBlock(
            command.isBlocked,
            on: command.contact,
            by: me,
            call.now,
            &call.effects
        )
        return BlockContact.Outcome(blocked: blocked(by: me))
    }

    func listBlocked(
        _ command: ListBlocked,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> ListBlocked.Outcome {
        let (_, me) = try online(call)
        return blocked(by: me)
    }

    /// Those whom somebody blocked, by their numbers.
    private func blocked(by me: Person) -> [Address] {
        me.blocked.compactMap { people[$0]?.address }.sorted { $0.jid < $1.jid }
    }

    /// Blocks somebody as the account's phone would, or no longer does.
    ///
    /// Throws `instanceNotConnected` for an instance without a phone, `recipientNotOnWhatsApp` for
    /// nobody, and `recipientInvalid` for the account itself and for what is no person.
    public func block(
        _ contact: Address,
        isBlocked: Bool,
        by instance: InstanceID,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) {
        try setBlock(isBlocked, on: contact, by: account(of: instance), now, &effects)
    }

    /// Tells the account's instances, when it is not so already.
    private func setBlock(
        _ isBlocked: Bool,
        on contact: Address,
        by me: Person,
        _ now: Timestamp,
        _ effects: inout Effects
    ) throws(CommandFailure) {
        let person = try reachable(contact, field: "contact")
        guard person !== me else {
            throw CommandFailure(
                .recipientInvalid,
                "the account cannot block itself",
                field: "contact"
            )
        }
        guard me.blocked.contains(person.key) != isBlocked else { return }
        if isBlocked {
            me.blocked.insert(join(person, &effects).key)
        } else {
            me.blocked.remove(person.key)
        }
        keepAccount(of: me, &effects)
        let event = EventPayload.contactBlocked(person.address, isBlocked: isBlocked)
        tell(me, event, now, &effects)
    }
}

extension Person {
    /// Whether that person sees its picture; everybody in the world counts as a contact.
    func showsPicture(to other: Person) -> Bool {
        if other === self { return true }
        return !phone.traits.contains(.hiddenPicture) && accepts(other)
            && audience(of: .picture) != .none
    }
}

extension CheckNumbers.Answer {
    /// What is known of a number of that person, nil for nobody's.
    fileprivate init(_ asked: Address, _ person: Person?) {
        guard let person else {
            self.init(asked: asked, resolved: nil)
            return
        }
        self.init(
            asked: asked,
            resolved: person.address,
            lid: person.phone.lid,
            verifiedName: person.phone.traits.contains(.business) ? person.phone.name : nil
        )
    }
}
