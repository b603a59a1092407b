import DialectKit

/// The vendor's Group object, whose names are those of a Go structure.
///
/// What is not known here has that structure's empty value; `MemberAddMode` has the value of the
/// capture (assumed).
struct GroupObject {
    let group: Group
    /// Whether it was made just now, so that its name was set then too.
    var isNew = false
    /// The account that sees it, nil before it was ever paired.
    let account: LinkedAccount?
    /// Whether its members are left out.
    var hidesMembers = false

    /// The moment that Go writes for none.
    private static let never = "0001-01-01T00:00:00Z"

    private var ownRole: Participant.Role? {
        group.participants.first { account?.is($0.address) ?? false }?.role
    }
    private var isAdmin: Bool { ownRole == .admin || ownRole == .superadmin }
    private var hasLIDs: Bool { group.participants.contains { $0.lid != nil } }

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        let owner = group.owner.map(person)
        writer.member("JID", group.id.jid)
        writer.member("OwnerJID", owner?.jid ?? "")
        writer.member("OwnerPN", owner?.phoneJID ?? "")
        writer.member("Name", group.subject)
        writer.member("NameSetAt", isNew ? group.createdAt.iso8601Seconds : Self.never)
        writer.member("NameSetBy", isNew ? owner?.jid ?? "" : "")
        writer.member("NameSetByPN", isNew ? owner?.phoneJID ?? "" : "")
        writer.member("Topic", group.description ?? "")
        writer.member("TopicID", "")
        writer.member("TopicSetAt", Self.never)
        writer.member("TopicSetBy", "")
        writer.member("TopicSetByPN", "")
        writer.member("TopicDeleted", false)
        writeSettings(&writer)
        writer.memberArray("Participants") { writer in
            for member in hidesMembers ? [] : group.participants {
                writer.object { writer in Self.write(member, &writer) }
            }
        }
    }

    private func writeSettings(_ writer: inout JSONWriter) {
        writer.member("IsLocked", group.isLocked)
        writer.member("IsAnnounce", group.isAnnounce)
        writer.member("AnnounceVersionID", "")
        writer.member("IsEphemeral", false)
        writer.member("DisappearingTimer", 0)
        writer.member("IsIncognito", false)
        writer.member("IsParent", false)
        writer.member("DefaultMembershipApprovalMode", "")
        writer.member("LinkedParentJID", "")
        writer.member("IsDefaultSubGroup", false)
        writer.member("IsJoinApprovalRequired", false)
        writer.member("AddressingMode", hasLIDs ? "lid" : "pn")
        writer.member("GroupCreated", group.createdAt.iso8601Seconds)
        writer.member("CreatorCountryCode", "")
        writer.member("ParticipantVersionID", "")
        writer.member("ParticipantCount", group.participants.count)
        writer.member("MemberAddMode", "all_member_add")
        writer.member("Suspended", false)
        writer.member("OwnerCanSendMessage", ownRole != nil && (!group.isAnnounce || isAdmin))
        writer.member("OwnerIsAdmin", isAdmin)
    }

    /// Writes a member; what could not be done to it has a number (0 for nothing).
    static func write(_ member: Participant, error: Int = 0, _ writer: inout JSONWriter) {
        let person = Person(member.address, lid: member.lid)
        writer.member("JID", person.jid)
        writer.member("LID", person.lid)
        writer.member("PhoneNumber", person.phoneJID)
        writer.member("IsAdmin", member.role != .member)
        writer.member("IsSuperAdmin", member.role == .superadmin)
        writer.member("DisplayName", "")
        writer.member("Error", error)
        writer.member("AddRequest", nil as String?)
    }

    private func person(_ address: Address) -> Person {
        let member = group.participants.first { $0.address.isSamePerson(as: address) }
        return Person(address, lid: member?.lid)
    }
}
