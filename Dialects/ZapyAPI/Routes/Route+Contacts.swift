import DialectKit

extension Route {
    /// The routes about contacts, presence and groups of an instance.
    static let contacts: [Route] = [
        checkNumbers, presence, profilePicture, block(.post, "block", isBlocked: true),
        block(.delete, "unblock", isBlocked: false), group,
    ]

    /// `POST …/check-numbers`: repeats each number as it was sent, in order; a text that is no
    /// number is on WhatsApp as little as an unknown one.
    private static let checkNumbers = Route(
        .post,
        "/api/instances/{instanceId}/check-numbers",
        "contacts.checkNumbers",
        access: .instance,
        body: CheckNumbersBody.self,
        becoming: [CheckNumbers.self],
        invoke: { body, _ in
            Invocation(CheckNumbers(numbers: body.addresses)) { answers in
                .json { json in
                    json.object { json in
                        json.memberArray("results") { $0.results(body.numbers, answers) }
                    }
                }
            }
        }
    )

    /// `POST …/presence`: what the account does in the chat, or whether it is online at all.
    private static let presence = Route(
        .post,
        "/api/instances/{instanceId}/presence",
        "presence.send",
        access: .instance,
        body: PresenceBody.self,
        becoming: [SendChatPresence.self, SetAvailability.self],
        invoke: { body, _ in
            switch body.presence {
            case .chat(let activity):
                Invocation(SendChatPresence(chat: body.chat, activity: activity)) { _ in
                    .empty(204)
                }
            case .account(let isAvailable):
                Invocation(SetAvailability(isAvailable: isAvailable)) { _ in .empty(204) }
            }
        }
    )

    /// `GET …/contacts/{phone}/profile-picture`: the URL, or `null` when it has none or hides it.
    private static let profilePicture = Route(
        .get,
        "/api/instances/{instanceId}/contacts/{phone}/profile-picture",
        "contacts.profilePicture",
        access: .instance,
        decode: { (request) throws(WireError) -> GetProfilePicture in
            GetProfilePicture(subject: try request.contact())
        },
        encode: { picture, _ in
            .json { json in json.object { $0.member("url", picture.url) } }
        }
    )

    /// `POST` and `DELETE …/contacts/{phone}/block`: blocks a contact, or lets it write again.
    private static func block(
        _ method: HTTPMethod,
        _ name: String,
        isBlocked: Bool
    ) -> Route {
        Route(
            method,
            "/api/instances/{instanceId}/contacts/{phone}/block",
            "contacts.\(name)",
            access: .instance,
            decode: { (request) throws(WireError) -> BlockContact in
                BlockContact(contact: try request.contact(), isBlocked: isBlocked)
            },
            encode: { _, _ in .empty(204) }
        ).making([isBlocked ? "block" : "unblock"])
    }

    /// `GET …/groups/{groupId}`: a group with its members.
    private static let group = Route(
        .get,
        "/api/instances/{instanceId}/groups/{groupId}",
        "groups.get",
        access: .instance,
        decode: { (request) throws(WireError) -> GetGroup in
            GetGroup(group: try request.group())
        },
        encode: { group, _ in
            .json(capacity: 256 + 64 * group.participants.count) { json in
                json.object { $0.group(group) }
            }
        }
    )
}

extension JSONWriter {
    /// Writes what is known of each number; `jid` is absent, not `null`, where nobody has it.
    fileprivate mutating func results(
        _ numbers: [AskedNumber],
        _ answers: [CheckNumbers.Answer]
    ) {
        var next = 0
        for number in numbers {
            var resolved: Address?
            if number.address != nil, next < answers.count {
                resolved = answers[next].resolved
                next += 1
            }
            object { json in
                json.member("number", number.text)
                json.member("exists", resolved != nil)
                if let resolved { json.member("jid", resolved.jid) }
            }
        }
    }

    fileprivate mutating func group(_ group: Group) {
        member("id", group.id.jid)
        member("subject", group.subject)
        member("description", group.description)
        member("owner", group.owner?.jid)
        member("creation", group.createdAt.seconds)
        memberArray("participants") { json in
            for participant in group.participants {
                json.object { json in
                    json.member("id", participant.address.jid)
                    json.member("admin", participant.role.admin)
                }
            }
        }
    }
}

extension Participant.Role {
    /// The vendor's word, nil for plain members.
    fileprivate var admin: String? {
        switch self {
        case .member: nil
        case .admin, .superadmin: rawValue
        }
    }
}
