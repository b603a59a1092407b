import DialectKit

/// The record of a change in a group: the one member that is filled says what happened.
///
/// Renames and members' comings and goings were seen. The inner members of `Topic`, `Locked` and
/// `Announce` are those of the library that the vendor builds on, and assumed.
struct GroupRecord {
    private let group: Address
    private let author: Address?
    private let view: EventView
    private var change: GroupChange?
    private var members: (change: ChangeParticipants.Change, people: [Person])?
    /// Whether nobody else brought the new members in, so that they came by a link.
    private let isByLink: Bool

    /// A change of settings or of members.
    init(
        _ group: Address,
        by author: Address?,
        in view: EventView,
        change: GroupChange? = nil,
        members: (change: ChangeParticipants.Change, [Participant])? = nil
    ) {
        self.group = group
        self.view = view
        self.change = change
        self.members = members.map { members in
            (
                members.0,
                members.1.map {
                    Person($0.address, lid: $0.lid ?? view.person($0.address).lidDigits)
                }
            )
        }
        isByLink =
            members?.change == .add
            && (members?.1 ?? []).allSatisfy {
                author?.isSamePerson(as: $0.address) ?? true
            }
        self.author = isByLink ? nil : author
    }

    /// The account's own leaving; by itself unless somebody else is named.
    init(_ group: Address, leftBy author: Address?, in view: EventView) {
        let own = view.instance.account.map { Address.phone($0.phone) }
        self.init(group, by: author ?? own, in: view)
        members = (.remove, [view.me].compactMap { $0 })
    }

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        let sender = author.map { view.person($0) }
        writer.member("JID", group.jid)
        writer.member("Notify", author.map { view.pushName($0) } ?? "")
        writer.member("Sender", sender?.dialable)
        writer.member("SenderPN", sender?.phoneJID)
        writer.member("Timestamp", view.event.at.iso8601Seconds)
        writeChange(&writer)
        for name in Self.neverFilled { writer.member(name, nil as String?) }
        writer.member("PrevParticipantVersionID", "")
        writer.member("ParticipantVersionID", "")
        writer.member("JoinReason", isByLink ? "invite" : "")
        writer.member("Suspended", false)
        writer.member("Unsuspended", false)
        writer.member("UnknownChanges", nil as String?)
        writeMembers(&writer)
        writer.member("sender_pn", sender?.phoneJID ?? "")
        writer.member("sender_lid", sender?.lid ?? "")
    }

    private static let neverFilled: [MemberName] = [
        "Ephemeral", "MembershipApprovalMode", "Delete", "Link", "Unlink", "NewInviteLink",
    ]

    private func writeChange(_ writer: inout JSONWriter) {
        var values: [JSONValue] = [.null, .null, .null, .null]
        switch change {
        case .subject(let name): values[0] = ["Name": .string(name)]
        case .description(let text):
            values[1] = ["Topic": .string(text ?? ""), "TopicDeleted": .bool(text == nil)]
        case .locked(let isLocked): values[2] = ["IsLocked": .bool(isLocked)]
        case .announce(let isAnnounce): values[3] = ["IsAnnounce": .bool(isAnnounce)]
        case nil: break
        }
        for (name, value) in zip(Self.changes, values) { writer.member(name, value) }
    }

    private static let changes: [MemberName] = ["Name", "Topic", "Locked", "Announce"]

    private func writeMembers(_ writer: inout JSONWriter) {
        let order: [(ChangeParticipants.Change, MemberName)] = [
            (.add, "Join"), (.remove, "Leave"), (.promote, "Promote"), (.demote, "Demote"),
        ]
        for (change, name) in order {
            if let members, members.change == change {
                writer.memberArray(name) { writer in
                    for person in members.people { writer.string(person.dialable) }
                }
            } else {
                writer.member(name, nil as String?)
            }
        }
        writeLIDs(&writer)
    }

    /// The same people by their LIDs, in a member that is only there when there are any.
    private func writeLIDs(_ writer: inout JSONWriter) {
        guard let members else { return }
        let lids = members.people.map(\.lid).filter { !$0.isEmpty }
        guard !lids.isEmpty else { return }
        let name: MemberName =
            switch members.change {
            case .add: "JoinLid"
            case .remove: "LeaveLid"
            case .promote: "PromoteLid"
            case .demote: "DemoteLid"
            }
        writer.memberArray(name) { writer in for lid in lids { writer.string(lid) } }
    }
}
