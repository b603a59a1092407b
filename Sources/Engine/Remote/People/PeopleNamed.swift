internal import Canonical

/// The people whom commands name.
enum PeopleNamed {
    /// The command with people by other addresses.
    static func replacing<C: Command>(
        in command: C,
        _ known: (Address) -> Address
    ) -> C {
        var changed: any Command = command
        if var send = command as? SendMessage {
            send.recipient = known(send.recipient)
            changed = send
        } else if var mark = command as? MarkChat {
            mark.chat = known(mark.chat)
            changed = mark
        } else if var revoke = command as? RevokeMessage {
            revoke.chat = known(revoke.chat)
            changed = revoke
        } else if var presence = command as? SendChatPresence {
            presence.chat = known(presence.chat)
            changed = presence
        } else if var block = command as? BlockContact {
            block.contact = known(block.contact)
            changed = block
        } else if var picture = command as? GetProfilePicture {
            picture.subject = known(picture.subject)
            changed = picture
        } else if var members = command as? ChangeParticipants {
            members.participants = members.participants.map(known)
            changed = members
        } else if var group = command as? CreateGroup {
            group.participants = group.participants.map(known)
            changed = group
        }
        return changed as? C ?? command
    }

    /// Those whose numbers are worth asking for before it is carried out.
    ///
    /// Not those of a message that is deleted, for WhatsApp itself named its chat.
    static func worthAsking<C: Command>(in command: C) -> [Address] {
        guard !(command is RevokeMessage) else { return [] }
        var people: [Address] = []
        _ = replacing(in: command) { address in
            people.append(address)
            return address
        }
        return people
    }
}
