internal import Canonical

/// A group of the world.
final class WorldGroup {
    /// Somebody in it.
    struct Member {
        let person: Person
        var role: Participant.Role
    }

    /// The part before `@g.us`.
    let id: String
    let createdAt: Timestamp
    /// Who made it, nil when that is not known.
    let owner: Person?
    var subject: String
    var description: String?
    var isAnnounce = false
    var isLocked = false
    /// The members in the order they came.
    var members: [Member] = []

    init(
        id: String,
        subject: String,
        description: String?,
        owner: Person?,
        createdAt: Timestamp
    ) {
        self.id = id
        self.subject = subject
        self.description = description
        self.owner = owner
        self.createdAt = createdAt
    }

    var address: Address { .group(id) }

    /// The group as its members see it.
    var view: Group {
        Group(
            id: address,
            subject: subject,
            description: description,
            owner: owner?.address,
            createdAt: createdAt,
            isAnnounce: isAnnounce,
            isLocked: isLocked,
            participants: members.map {
                Participant(address: $0.person.address, lid: $0.person.phone.lid, role: $0.role)
            }
        )
    }

    /// The role of that person, nil when it is no member.
    func role(of person: Person) -> Participant.Role? {
        members.first { $0.person === person }?.role
    }

    func setRole(_ role: Participant.Role, of person: Person) {
        guard let index = members.firstIndex(where: { $0.person === person }) else { return }
        members[index].role = role
    }

    /// Makes the person a member; one that is a member already stays as it is.
    func add(_ person: Person, role: Participant.Role) {
        guard self.role(of: person) == nil else { return }
        members.append(Member(person: person, role: role))
        person.groups.append(self)
    }

    /// Takes the person out; when no admin is left, the member who came first becomes one.
    func remove(_ person: Person) {
        members.removeAll { $0.person === person }
        person.groups.removeAll { $0 === self }
        if !members.isEmpty, members.allSatisfy({ $0.role == .member }) { members[0].role = .admin }
    }
}
