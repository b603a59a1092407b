import DialectKit

/// Who stands in a message's `key`: its chat and its writer, by phone wherever one is told.
///
/// With LID addressing the chat is a LID, and the phone stands in `remoteJidAlt`, the other way
/// round in some versions, or nowhere at all. In groups the same goes for the participant.
struct KeyPeople {
    /// The chat, nil when there is none that can be understood.
    let chat: Address?
    /// The writer in a group, nil elsewhere.
    let participant: Address?
    /// Whether the account wrote it.
    let isFromMe: Bool
    /// The people of whom both addresses are told.
    let identities: [Observation.Kind]

    /// Reads a key.
    init(_ key: JSONValue) {
        isFromMe = key["fromMe"]?.bool ?? false
        // The writer's phone is the chat's only where somebody else wrote.
        let writerPhone = isFromMe ? nil : key.address("senderPn")
        let chatPair = Pair(
            key.address("remoteJid"),
            [key.address("remoteJidAlt"), writerPhone]
        )
        let writer = Pair(
            key.address("participant"),
            [key.address("participantAlt"), key.address("participantPn")]
        )
        chat = chatPair.shown
        participant = writer.shown
        identities = [chatPair.identity, writer.identity].compactMap { $0 }
    }
}

/// One person's addresses, as far as they are told.
struct Pair {
    /// The phone where it is known, else what there is.
    let shown: Address?
    /// Both, where both are known.
    let identity: Observation.Kind?

    /// Joins an address with what may be the same person's other one.
    ///
    /// A phone with the LID's own digits is none.
    init(_ address: Address?, _ others: [Address?]) {
        let all = ([address] + others).compactMap { $0 }
        let lid = all.lazy.compactMap(\.lid).first
        let phone = all.lazy.compactMap(\.phone).first { $0.digits != lid }
        switch address {
        case .lid?: shown = phone.map { .phone($0) } ?? address
        default: shown = address
        }
        let isPerson = shown?.isGroup == false
        identity =
            if isPerson, let lid, let phone { .identity(lid: lid, phone: phone) } else { nil }
    }
}
