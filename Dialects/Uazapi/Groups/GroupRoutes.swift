import DialectKit

extension Route {
    /// The routes of groups, in the order of the vendor's pages.
    static let groups = [
        createGroup, readGroup, leaveGroup, listGroups, listGroupPage, changeAnnounce, changeLocked,
        changeParticipants,
    ]

    /// `POST /group/create`: makes a group with the account as its superadmin.
    private static let createGroup = Route(
        .post,
        "/group/create",
        "group.create",
        access: .instance,
        body: GroupCreationBody.self,
        becoming: [GetInstance.self, CreateGroup.self],
        invoke: { body, _ in
            Invocation(first: GetInstance()) { instance in
                Invocation(body.command) { group in
                    GroupObject(group: group, isNew: true, account: instance.account).response
                }
            }
        }
    )

    /// `POST /group/info`: a group as it stands, never out of a cache.
    private static let readGroup = Route(
        .post,
        "/group/info",
        "group.info",
        access: .instance,
        body: GroupInfoBody.self,
        becoming: [GetInstance.self, GetGroup.self],
        invoke: { body, _ in
            Invocation(first: GetInstance()) { instance in
                Invocation(GetGroup(group: body.group)) { group in
                    GroupObject(group: group, account: instance.account).response
                }
            }
        }
    )

    /// `POST /group/leave`: takes the account out of a group.
    private static let leaveGroup = Route(
        .post,
        "/group/leave",
        "group.leave",
        access: .instance,
        body: GroupBody.self,
        decode: { body, _ in LeaveGroup(group: body.group) },
        encode: { _, _ in .json(200, ["response": "Group leave successful"]) }
    )
}

/// A body that names a group.
struct GroupBody: WireDecodable {
    let group: Address

    init(from object: WireObject) throws(WireError) { group = try object.group() }
}

/// The body of `POST /group/create`.
struct GroupCreationBody: WireDecodable {
    let command: CreateGroup

    private static let longestName = 100
    private static let mostPeople = 50

    init(from object: WireObject) throws(WireError) {
        let name = try object.filledString("name")
        guard name.count <= Self.longestName else {
            throw object.invalid("name", "must have 1 to \(Self.longestName) characters")
        }
        let people = try object.people("participants")
        guard people.count <= Self.mostPeople else {
            throw object.invalid("participants", "must be 1 to \(Self.mostPeople)")
        }
        command = CreateGroup(subject: name, participants: people)
    }
}

/// The body of `POST /group/info`; `force` is read past, for nothing is cached here.
struct GroupInfoBody: WireDecodable {
    let group: Address

    init(from object: WireObject) throws(WireError) {
        group = try object.group()
        for name in ["getInviteLink", "getRequestsParticipants"]
        where try object.optionalBool(name) == true {
            throw object.invalid(name, "cannot be true here")
        }
    }
}

extension WireObject {
    /// The group that `groupjid` names.
    func group() throws(WireError) -> Address {
        let text = try filledString("groupjid")
        guard let address = Address(parsing: text), address.isGroup else {
            throw WireError(
                .invalidRecipient,
                path: path(of: "groupjid"),
                "Could not parse Group JID",
                value: text
            )
        }
        return address
    }

    /// The people in a member that must name somebody.
    func people(_ key: String) throws(WireError) -> [Address] {
        guard let texts = try optionalStrings(key), !texts.isEmpty else { throw missing(key) }
        var people: [Address] = []
        for text in texts {
            let address = Address(parsing: text)
            switch address {
            case .phone, .lid: people += [address].compactMap { $0 }
            case nil, .group, .newsletter, .broadcast, .status:
                throw WireError(
                    .invalidRecipient,
                    path: path(of: key),
                    "Could not parse phone",
                    value: text
                )
            }
        }
        return people
    }
}

extension GroupObject {
    /// The object alone, as an answer.
    var response: HTTPResponse {
        .json(capacity: 2048) { writer in writer.object { write(&$0) } }
    }
}
