internal import Canonical

/// What is known of a number: how WhatsApp spells it, or that nobody there has it.
struct Registration {
    private static let knownMilliseconds: Int64 = 30 * 86_400_000
    private static let nobodyMilliseconds: Int64 = 3_600_000

    /// The number as WhatsApp's own id spells it, nil when nobody there has it.
    let number: PhoneNumber?
    /// Until when it counts without being asked for again.
    let until: Timestamp

    /// Somebody is there by that number.
    init(_ number: PhoneNumber, at now: Timestamp) {
        self.number = number
        until = now.advanced(byMilliseconds: Self.knownMilliseconds)
    }

    /// Nobody is there.
    init(nobodyAt now: Timestamp) {
        number = nil
        until = now.advanced(byMilliseconds: Self.nobodyMilliseconds)
    }

    /// What an upstream's answers say of a number, nil when they say nothing of it.
    ///
    /// A number that cannot be the same person's says nothing: nobody is written to in another's
    /// place.
    init?(of number: PhoneNumber, in answers: [CheckNumbers.Answer], at now: Timestamp) {
        guard let answer = answers.first(where: { $0.asked.phone == number }) else { return nil }
        self.init(of: number, by: answer, at: now)
    }

    /// What the answer about that number says of it, by the same rule.
    init?(of number: PhoneNumber, by answer: CheckNumbers.Answer, at now: Timestamp) {
        switch answer.resolved {
        case .phone(let found)?:
            guard found.isSamePerson(as: number) else { return nil }
            self.init(found, at: now)
        case .some: self.init(number, at: now)
        case nil: self.init(nobodyAt: now)
        }
    }
}

extension Ledger {
    /// What counts of a number at present, nil when it is to be asked for.
    func registration(
        of address: Address,
        in instance: InstanceID,
        at now: Timestamp
    ) -> Registration? {
        guard let known = remote.registrations[LaneKey(instance, address)], now < known.until else {
            return nil
        }
        return known
    }

    /// Takes an address that WhatsApp itself told as proof that the person is there by it.
    func learn(_ address: Address?, of instance: InstanceID, at now: Timestamp) {
        guard let address, let number = address.phone else { return }
        remote.registrations[LaneKey(instance, address)] = Registration(number, at: now)
    }

    /// The person's number where a LID is known, spelled as WhatsApp does where that is known; else
    /// the address as it is.
    func known(_ address: Address, to instance: InstanceID) -> Address {
        let number: PhoneNumber
        switch address {
        case .phone(let phone): number = phone
        case .lid(let lid):
            guard let phone = remote.identities.phone(of: lid, in: instance) else {
                return address
            }
            number = phone
        case .group, .newsletter, .broadcast, .status: return address
        }
        let registration = remote.registrations[LaneKey(instance, .phone(number))]
        return .phone(registration?.number ?? number)
    }
}
