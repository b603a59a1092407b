import DialectKit

extension Route {
    /// `POST /group/updateParticipants`: adds, removes, promotes or demotes members.
    ///
    /// A refusal for each of them is an answer too, with a number for each.
    static let changeParticipants = Route(
        .post,
        "/group/updateParticipants",
        "group.updateParticipants",
        access: .instance,
        body: MembersBody.self,
        becoming: [GetInstance.self, ChangeParticipants.self, GetGroup.self],
        invoke: { body, _ in
            Invocation(first: GetInstance()) { instance in
                Invocation(attempting: body.command) {
                    (result) throws(CommandFailure) -> Invocation in
                    let done = try body.done(result)
                    // Afterwards the account itself may be in the group no more.
                    return Invocation(attempting: GetGroup(group: body.command.group)) { group in
                        let answer = MembersAnswer(
                            asked: body.command.participants,
                            done: done,
                            group: try? group.get(),
                            account: instance.account
                        )
                        return Invocation(answering: answer.response)
                    }
                }
            }
        }
    )
}

/// The body of `POST /group/updateParticipants`.
struct MembersBody: WireDecodable {
    let command: ChangeParticipants

    /// Reads the change; requests to join (`approve`, `reject`) are not known here.
    init(from object: WireObject) throws(WireError) {
        let group = try object.group()
        let word = try object.filledString("action")
        guard let change = ChangeParticipants.Change(rawValue: word) else {
            throw object.invalid("action", "must be add, remove, promote or demote here")
        }
        command = ChangeParticipants(
            group: group,
            change: change,
            participants: try object.people("participants")
        )
    }

    /// Those to whom it was done, nobody where the group refused it for all of them.
    func done(
        _ result: Result<[Address], CommandFailure>
    ) throws(CommandFailure) -> [Address] {
        if case .failure(let failure) = result, failure.code == .groupParticipantRefused {
            return []
        }
        return try result.get()
    }
}

/// What became of each participant, and the group after that.
struct MembersAnswer {
    let asked: [Address]
    let done: [Address]
    /// The group, nil where it cannot be read any more.
    let group: Group?
    let account: LinkedAccount?

    /// WhatsApp's number for what somebody's settings or role do not allow (assumed for every
    /// refusal, for the reason is not told).
    private static let refused = 403

    var response: HTTPResponse {
        .json(capacity: 2048) { writer in
            writer.object { writer in
                writer.memberArray("groupUpdated") { writer in
                    for address in done { write(address, error: 0, &writer) }
                    for address in refused { write(address, error: Self.refused, &writer) }
                }
                if let group {
                    let shown = GroupObject(group: group, account: account)
                    writer.member("group") { shown.write(&$0) }
                }
                writer.member("needs_refresh", group == nil)
            }
        }
    }

    /// Those who are not among the others, be it by phone or by LID.
    private var refused: ArraySlice<Address> {
        asked.filter { asked in
            !done.contains { $0.isSamePerson(as: asked) || member($0)?.lid == asked.lidDigits }
        }.prefix(max(0, asked.count - done.count))
    }

    private func member(_ address: Address) -> Participant? {
        group?.participants.first { $0.address.isSamePerson(as: address) }
    }

    private func write(_ address: Address, error: Int, _ writer: inout JSONWriter) {
        let member = member(address) ?? Participant(address: address, role: .member)
        writer.object { GroupObject.write(member, error: error, &$0) }
    }
}

extension Address {
    /// The digits of a LID, empty for every other address.
    fileprivate var lidDigits: String {
        if case .lid(let digits) = self { return digits }
        return ""
    }
}
