internal import Canonical

/// The answer to a question taken apart into its simple values by their dotted places, so that two
/// can be compared; people and groups stand under who they are, whatever their order.
struct OutcomeLeaves {
    private static let count = 4096

    /// The simple values by their places.
    private(set) var values: [String: String] = [:]

    /// Takes the answer apart; of those that are no answer to a question nothing is compared.
    init<Outcome>(of outcome: Outcome) {
        switch outcome {
        case let answers as CheckNumbers.Outcome: for answer in answers { take(answer) }
        // Its address is made anew for each that asks.
        case let picture as GetProfilePicture.Outcome:
            set("picture", picture.url == nil ? "none" : "some")
        case let privacy as GetPrivacy.Outcome:
            for (setting, audience) in privacy { set(setting.rawValue, audience.rawValue) }
        case let group as GetGroup.Outcome: take(group)
        case let groups as ListGroups.Outcome: for group in groups { take(group) }
        default: break
        }
    }

    private mutating func set(_ path: String, _ value: String) {
        guard values.count < Self.count else { return }
        values[path] = value
    }

    private mutating func take(_ answer: CheckNumbers.Answer) {
        set("\(answer.asked.jid).resolved", answer.resolved?.jid ?? "nobody")
        set("\(answer.asked.jid).verified_name", answer.verifiedName ?? "")
    }

    private mutating func take(_ group: Group) {
        let place = group.id.jid
        set("\(place).subject", group.subject)
        set("\(place).description", group.description ?? "")
        set("\(place).owner", group.owner?.jid ?? "")
        set("\(place).announce", String(group.isAnnounce))
        set("\(place).locked", String(group.isLocked))
        for member in group.participants {
            set("\(place).participants.\(member.address.jid)", member.role.rawValue)
        }
    }
}
