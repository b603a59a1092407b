import DialectKit

/// The body of `POST /rest/group/{key}/create`.
struct CreateGroupBody: WireDecodable {
    let command: CreateGroup

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("group_data")
        command = CreateGroup(
            subject: try data.filledString("group_name"),
            participants: try data.recipients("participants")
        )
    }
}

/// The body of the routes that change members: `group_data` with the group and whom it is about.
struct ParticipantsBody: WireDecodable {
    let group: Address
    let participants: [Address]

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("group_data")
        group = try data.group()
        participants = try data.recipients("participants")
    }
}
