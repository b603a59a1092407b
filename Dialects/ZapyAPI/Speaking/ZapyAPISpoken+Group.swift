import DialectKit

extension ZapyAPISpoken {
    /// `GET …/groups/{groupId}`; a group that is not found is 404, which is assumed.
    static func group(
        _ command: GetGroup,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Group> {
        let request = try ZapyAPICall(context).request(.get, "groups", command.group.jid)
        return .asking(request) { (reply) throws(CommandFailure) in
            guard reply.status != 404 else { throw CommandFailure(.groupNotFound) }
            return Told(Group(command.group, .object(try reply.zapyAPIObject())))
        }
    }
}

extension Group {
    /// Reads a group; what a member lacks to be one, leaves it out.
    fileprivate init(_ asked: Address, _ object: JSONValue) {
        let members = object["participants"]?.array ?? []
        self.init(
            id: object.address("id") ?? asked,
            subject: object["subject"]?.string ?? "",
            description: object["description"]?.string,
            owner: object.address("owner"),
            createdAt: object.moment("creation") ?? Timestamp(milliseconds: 0),
            participants: members.compactMap(Participant.init(zapyAPI:))
        )
    }
}

extension Participant {
    fileprivate init?(zapyAPI value: JSONValue) {
        guard let address = value.address("id") else { return nil }
        let role = value["admin"]?.string.flatMap(Role.init(rawValue:)) ?? .member
        self.init(told: address, role: role)
    }
}
