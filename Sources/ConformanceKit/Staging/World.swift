import Wire

/// The phones of the world that a fixture is played in.
enum World {
    /// Those that every fixture finds, as the fixtures' rules say.
    static let alwaysThere = [
        GivenPhone(number: "5511988888888"),
        GivenPhone(number: "5531988887777", id: "553188887777"),
        GivenPhone(number: "5521977776666"),
        GivenPhone(number: "5521888888888", traits: [.noWhatsApp]),
    ]

    /// The phones to declare: the fixture's own, the groups' members, and with `resetting` every
    /// other one that an earlier fixture may have changed.
    static func phones(of given: Given, resetting: Bool) -> [GivenPhone] {
        var phones = given.phones
        var known = Set(phones.map(\.number))
        func add(_ phone: GivenPhone) {
            if known.insert(phone.number).inserted { phones.append(phone) }
        }
        let own = given.instances.compactMap { instance in
            instance.phone.map { GivenPhone(number: $0, name: instance.pushName) }
        }
        if resetting { (own + alwaysThere).forEach(add) }
        known.formUnion((own + alwaysThere).map(\.number))
        for group in given.groups {
            for participant in group.participants { add(GivenPhone(number: participant.number)) }
        }
        return phones
    }
}

extension GivenPhone {
    /// The body that declares it.
    var controlBody: JSONObject {
        var body: JSONObject = ["number": .string(number)]
        body["id"] = id.map(JSONValue.string)
        body["name"] = name.map(JSONValue.string)
        body["push_name"] = name.map(JSONValue.string)
        body["traits"] = .array(traits.map { .string($0.rawValue) })
        return body
    }
}

extension GivenInstance {
    init(connectedTo phone: String, name: String) {
        state = .connected
        self.phone = phone
        self.name = name
        names = [:]
        pushName = nil
    }

    /// The body that makes it.
    func controlBody(tenant: String) -> JSONObject {
        var body: JSONObject = ["tenant": .string(tenant), "name": .string(name)]
        let names = names.sorted { $0.key < $1.key }
        if !names.isEmpty {
            body["names"] = .object(JSONObject(names.map { ($0.key, .string($0.value)) }))
        }
        return body
    }
}

extension GivenGroup {
    /// The body that declares it.
    var controlBody: JSONObject {
        [
            "id": .string(id),
            "subject": .string(subject),
            "description": description.map(JSONValue.string) ?? .null,
            "creation": .number(JSONNumber(creation)),
            "owner": .string(owner),
            "participants": .array(
                participants.map { member in
                    let admin = member.admin.map(JSONValue.string) ?? .null
                    return ["number": .string(member.number), "admin": admin]
                }
            ),
        ]
    }
}
