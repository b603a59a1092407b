import DialectKit

extension Route {
    /// `POST /chat/details`: the Chat object of a person or a group, with the picture.
    static let readChatDetails = Route(
        .post,
        "/chat/details",
        "chat.details",
        access: .instance,
        body: DetailsBody.self,
        becoming: [
            GetInstance.self, CheckNumbers.self, GetGroup.self, GetProfilePicture.self,
            GetChat.self,
        ],
        invoke: { body, _ in
            Invocation(first: GetInstance()) { instance in
                var details = ChatDetails(address: body.subject, account: instance.account)
                details.wantsPreview = body.wantsPreview
                return body.subject.isGroup ? details.ofGroup : details.ofPerson
            }
        }
    )
}

/// What is gathered of a chat, one command after the other.
private struct ChatDetails: Sendable {
    var address: Address
    let account: LinkedAccount?
    var lid = ""
    var name = ""
    var group: Group?
    var wantsPreview = false
    var picture = ""

    /// A person is asked for first: for how WhatsApp spells the number, and by what LID.
    var ofPerson: Invocation {
        Invocation(first: CheckNumbers(numbers: [address])) {
            (answers) throws(CommandFailure) -> Invocation in
            guard let answer = answers.first, let known = answer.resolved else {
                throw CommandFailure(.recipientNotOnWhatsApp, "", value: address.jid)
            }
            var details = self
            details.address = known
            details.lid = answer.lid.map { $0 + "@lid" } ?? ""
            details.name = answer.verifiedName ?? ""
            return details.withPicture
        }
    }

    var ofGroup: Invocation {
        Invocation(first: GetGroup(group: address)) { group in
            var details = self
            details.group = group
            details.name = group.subject
            return details.withPicture
        }
    }

    private var withPicture: Invocation {
        Invocation(first: GetProfilePicture(subject: address)) { outcome in
            var details = self
            details.picture = outcome.url ?? ""
            return Invocation(GetChat(chat: address)) { [details] known in
                let chat = ChatObject(details, known)
                return .json(capacity: 2048) { writer in writer.object(chat.write) }
            }
        }
    }
}

/// The body of `POST /chat/details`.
struct DetailsBody: WireDecodable {
    let subject: Address
    /// Whether the small picture is meant; there is one size only, which comes in its place.
    let wantsPreview: Bool

    init(from object: WireObject) throws(WireError) {
        guard let text = try object.optionalString("number"), let address = Address(parsing: text)
        else { throw WireError(.invalidValue, path: "number", "Invalid request payload") }
        switch address {
        case .phone, .lid, .group: subject = address
        case .newsletter, .broadcast, .status:
            throw object.invalid("number", "must be a person's or a group's")
        }
        wantsPreview = try object.optionalBool("preview") ?? false
    }
}

extension ChatObject {
    /// Somebody's chat with an account.
    fileprivate init(_ details: ChatDetails, _ known: EventSurroundings) {
        address = details.address
        lid = details.lid
        owner = details.account?.phone.digits ?? ""
        id = RowID.make(owner, address.jid)
        name = details.name
        if let shown = known.contacts.first?.name, !shown.isEmpty { name = shown }
        if details.wantsPreview { picture = details.picture } else { image = details.picture }
        group = details.group
        ownRole = group?.participants.first { details.account?.is($0.address) ?? false }?.role
        guard let standing = known.standing else { return }
        (marks, isBlocked, labels) = (standing.marks, standing.isBlocked, standing.labels)
    }
}
