import DialectKit

/// `groups`: the account came into a group, or something in a group changed.
enum GroupsEvent {
    static func telling(of view: EventView) -> Telling? {
        switch view.event.payload {
        case .groupJoined(let group, let author, let isNew):
            Telling(.groups, kind: "JoinedGroup") { writer in
                let account = view.instance.account
                GroupObject(group: group, isNew: isNew, account: account).write(&writer)
                writeArrival(&writer, by: author, isNew: isNew, in: view)
            }
        case .groupChanged(let group, let change, let author):
            telling(GroupRecord(group, by: author, in: view, change: change))
        case .groupParticipants(let group, let change, let members, let author):
            telling(GroupRecord(group, by: author, in: view, members: (change, members)))
        case .groupLeft(let group, let author):
            telling(GroupRecord(group, leftBy: author, in: view))
        default: nil
        }
    }

    private static func telling(_ record: GroupRecord) -> Telling {
        Telling(.groups, kind: "Group", write: record.write)
    }

    /// Who brought the account in; nobody did when it came by a link.
    private static func writeArrival(
        _ writer: inout JSONWriter,
        by author: Address?,
        isNew: Bool,
        in view: EventView
    ) {
        let isByLink = !isNew && (author.map { view.isOwn($0) } ?? true)
        let author = isByLink ? nil : author
        let sender = author.map { view.person($0) }
        writer.member("Notify", author.map { view.pushName($0) } ?? "")
        writer.member("Sender", sender?.dialable)
        writer.member("SenderPN", sender?.phoneJID)
        writer.member("CreateKey", "")
        writer.member("Reason", isByLink ? "invite" : "")
        writer.member("Type", isNew ? "new" : "")
        writer.member("sender_pn", sender?.phoneJID ?? "")
        writer.member("sender_lid", sender?.lid ?? "")
    }
}

extension EventView {
    /// The name that somebody shows, empty when it is not known.
    func pushName(_ address: Address) -> String {
        (isOwn(address) ? instance.account?.pushName : contact(address)?.name) ?? ""
    }
}
