import DialectKit

extension ZapyAPISpoken {
    /// `GET …/groups/{groupId}`; a group that is not found is 404, which is assumed.
    static func group(
        _ command: GetGroup,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<Group> {
        let losses = try AbilityTable.zapyAPI.losses(of: command)
        let request = try ZapyAPICall(context).request(.get, "groups", command.group.jid)
        return Translation(losses: losses, asking: request) { (reply) throws(CommandFailure) in
            guard reply.status != 404 else { throw CommandFailure(.groupNotFound) }
            return Told(Group(command.group, try reply.zapyAPIObject()))
        }
    }
}

extension Group {
    /// Reads a group; what a member lacks to be one, leaves it out.
    fileprivate init(_ asked: Address, _ object: JSONObject) {
        let members = object["participants"]?.array ?? []
        self.init(
            id: object["id"]?.string.flatMap(Address.init(parsing:)) ?? asked,
            subject: object["subject"]?.string ?? "",
            description: object["description"]?.string,
            owner: object["owner"]?.string.flatMap(Address.init(parsing:)),
            createdAt: object["creation"].flatMap(Timestamp.init(zapyAPI:))
                ?? Timestamp(milliseconds: 0),
            participants: members.compactMap(Participant.init(zapyAPI:))
        )
    }
}

extension Participant {
    fileprivate init?(zapyAPI value: JSONValue) {
        guard let address = value["id"]?.string.flatMap(Address.init(parsing:)) else { return nil }
        let role = value["admin"]?.string.flatMap(Role.init(rawValue:)) ?? .member
        if case .lid(let digits) = address {
            self.init(address: address, lid: digits, role: role)
        } else {
            self.init(address: address, role: role)
        }
    }
}
