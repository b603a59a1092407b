internal import Canonical
internal import Engine

extension Sandbox {
    func check(
        _ command: CheckNumbers,
        _ call: inout EmbeddedCall
    ) throws(CommandFailure) -> CheckNumbers.Outcome {
        _ = try online(call)
        return command.numbers.map { asked in
            guard let person = person(at: asked) else {
                return CheckNumbers.Answer(asked: asked, resolved: nil)
            }
            return CheckNumbers.Answer(
                asked: asked,
                resolved: person.address,
                lid: person.phone.lid,
                verifiedName: person.phone.traits.contains(.business) ? person.phone.name : nil
            )
        }
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
        let person = try reachable(command.contact, field: "contact")
        guard person !== me else {
            throw CommandFailure(
                .recipientInvalid,
                "the account cannot block itself",
                field: "contact"
            )
        }
        guard me.blocked.contains(person.key) != command.isBlocked else {
            return BlockContact.Outcome()
        }
        if command.isBlocked {
            me.blocked.insert(join(person, &call.effects).key)
        } else {
            me.blocked.remove(person.key)
        }
        keepAccount(of: me, &call.effects)
        return BlockContact.Outcome()
    }
}

extension Person {
    /// Whether that person sees its picture; everybody in the world counts as a contact.
    fileprivate func showsPicture(to other: Person) -> Bool {
        if other === self { return true }
        return !phone.traits.contains(.hiddenPicture) && accepts(other)
            && audience(of: .picture) != .none
    }
}
