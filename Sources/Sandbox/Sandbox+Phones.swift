public import Canonical
public import Engine

extension Sandbox {
    /// Everybody in the world, by number.
    public var phones: [SandboxPhone] {
        people.values.map(\.phone).sorted { $0.number < $1.number }
    }

    /// Adds a phone, or changes the one with exactly that number or WhatsApp id.
    ///
    /// A number that so far was another form of somebody's becomes a person of its own: whoever
    /// declares both forms wants both.
    ///
    /// What is nil keeps its value; a new phone gets a LID, names, an about text and a picture of
    /// its own. Those who know somebody are told when they show themselves differently. Throws
    /// `requestInvalid` when the WhatsApp id or the LID is somebody else's.
    @discardableResult
    public func addPhone(
        _ number: PhoneNumber,
        name: String? = nil,
        traits: Set<PhoneTrait>? = nil,
        id: PhoneNumber? = nil,
        lid: String? = nil,
        pushName: String? = nil,
        about: String? = nil,
        picture: String? = nil,
        now: Timestamp,
        effects: inout Effects
    ) throws(CommandFailure) -> SandboxPhone {
        let known = declared(number)
        if let id, let other = declared(id), other !== known {
            throw CommandFailure(.requestInvalid, "that id is another phone's", field: "id")
        }
        if let lid, let other = lids[lid], other !== known {
            throw CommandFailure(.requestInvalid, "that LID is another phone's", field: "lid")
        }
        var phone = known?.phone ?? invent(number)
        if let name {
            if pushName == nil { phone.pushName = name }
            phone.name = name
        }
        if let traits { phone.traits = traits }
        if let id { phone.id = id }
        if let lid { phone.lid = lid }
        if let pushName { phone.pushName = pushName }
        if let about { phone.about = about }
        phone.pictureURL = picture ?? phone.pictureURL ?? Self.pictureURL(of: number)
        if phone.traits.contains(.noPicture) { phone.pictureURL = nil }
        let before = known?.phone
        let isTaken = known == nil && people[number.equalityKey] != nil
        let person = settle(
            phone,
            key: known?.key ?? (isTaken ? "=" + number.digits : number.equalityKey)
        )
        keep(person, &effects)
        if let before { tellChange(of: person, from: before, now, &effects) }
        return person.phone
    }

    /// The one who was declared under exactly that number or WhatsApp id.
    private func declared(_ number: PhoneNumber) -> Person? {
        guard let person = person(at: number) else { return nil }
        let isExact = person.phone.number == number || person.phone.id == number
        return isExact ? person : nil
    }

    /// Puts a phone into the world, over the one that has the key.
    func settle(_ phone: SandboxPhone, key: String) -> Person {
        let person: Person
        if let known = people[key] {
            lids[known.phone.lid] = nil
            known.phone = phone
            person = known
        } else {
            person = Person(key: key, ordinal: nextOrdinal, phone: phone, isKept: false)
            nextOrdinal += 1
            people[key] = person
            if let number = PhoneNumber(bare: key) { numbers[number.value] = person }
        }
        spellings[phone.number.value] = person
        spellings[phone.id.value] = person
        lids[phone.lid] = person
        return person
    }

    /// A phone with everything that can be derived from its number.
    func invent(_ number: PhoneNumber) -> SandboxPhone {
        let key = number.equalityKey
        let name = Self.names[Int(Generator.derive(options.seed, "name", key) % 16)]
        return SandboxPhone(
            number: number,
            id: number,
            lid: inventLID(key),
            name: name,
            pushName: name,
            about: "Hey there! I am using WhatsApp.",
            pictureURL: Self.pictureURL(of: number),
            traits: []
        )
    }

    private func inventLID(_ key: String) -> String {
        var value = Generator.derive(options.seed, "lid", key) % 900_000_000_000_000
        while lids[String(value + 100_000_000_000_000)] != nil {
            value = (value + 1) % 900_000_000_000_000
        }
        return String(value + 100_000_000_000_000)
    }

    private static func pictureURL(of number: PhoneNumber) -> String {
        "https://pps.whatsapp.net/v/sandbox/\(number.digits).jpg"
    }

    private static let names = [
        "Ana", "Bruno", "Camila", "Diego", "Elisa", "Felipe", "Gabriela", "Heitor", "Isabela",
        "Lucas", "Mariana", "Nicolas", "Olivia", "Pedro", "Rafaela", "Thiago",
    ]
}

extension Sandbox {
    /// The one on WhatsApp whose phone an operator names by its number.
    func actor(_ number: PhoneNumber) throws(CommandFailure) -> Person {
        guard let person = person(at: number), person.phone.isOnWhatsApp else {
            throw CommandFailure(
                .requestInvalid,
                "no phone of the world on WhatsApp has that number",
                field: "number"
            )
        }
        return person
    }

    /// The one with that number in whatever form, on WhatsApp or not.
    func person(at number: PhoneNumber) -> Person? {
        let value = number.value
        if let person = spellings[value] { return person }
        guard let person = numbers[PhoneNumber.equalityValue(of: value)] else { return nil }
        spellings[value] = person
        return person
    }

    /// The one on WhatsApp who is meant by an address, nil when nobody is.
    ///
    /// A stranger comes back without being in the world yet; see ``join(_:_:)``.
    func person(at address: Address) -> Person? {
        switch address {
        case .phone(let number):
            guard let person = person(at: number) else { return stranger(at: number) }
            return person.habits.isOnWhatsApp ? person : nil
        case .lid(let lid):
            return lids[lid].flatMap { $0.habits.isOnWhatsApp ? $0 : nil }
        case .group, .newsletter, .broadcast, .status:
            return nil
        }
    }

    /// Those on WhatsApp who are meant by many addresses, in their order; see ``person(at:)``.
    func people(at addresses: [Address]) -> [Person?] {
        // Taken out once: to make sure each time that nobody changes them costs as much as a look.
        let spellings = spellings
        let numbers = numbers
        return addresses.map { address in
            guard case .phone(let number) = address else { return person(at: address) }
            let value = number.value
            guard let person = spellings[value] ?? numbers[PhoneNumber.equalityValue(of: value)]
            else { return stranger(at: number) }
            return person.habits.isOnWhatsApp ? person : nil
        }
    }

    /// The one on WhatsApp who is meant by an address.
    func reachable(_ address: Address, field: String) throws(CommandFailure) -> Person {
        if let person = person(at: address) { return person }
        switch address {
        case .phone, .lid:
            throw CommandFailure(
                .recipientNotOnWhatsApp,
                "the number is not on WhatsApp",
                field: field,
                value: address.phone?.digits ?? address.jid
            )
        case .group, .newsletter, .broadcast, .status:
            throw CommandFailure(
                .recipientInvalid,
                "the address is not a person's",
                field: field,
                value: address.jid
            )
        }
    }

    /// Makes somebody a part of the world, if need be.
    func join(_ person: Person, _ effects: inout Effects) -> Person {
        if person.isKept { return person }
        let settled = settle(person.phone, key: person.key)
        keep(settled, &effects)
        return settled
    }

    private func stranger(at number: PhoneNumber) -> Person? {
        guard case .people = options.strangers, !number.isBrazilianLandline else { return nil }
        var phone = invent(number)
        phone.id = number.usualID
        return Person(key: number.equalityKey, ordinal: -1, phone: phone, isKept: false)
    }
}
