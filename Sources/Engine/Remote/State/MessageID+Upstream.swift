internal import Canonical

extension MessageID {
    /// What clients call a message that an upstream calls by this id, as long as no other pair says
    /// something else.
    ///
    /// WhatsApp's own ids are shown as they are, so that two upstreams of one account agree. Of any
    /// other form an id of WhatsApp's form is made, the same one whenever it is made again.
    func shown(_ leg: LegKey) -> MessageID {
        hasWhatsAppForm ? self : made(of: "\(leg.instance.text)|\(leg.upstream.text)|\(text)")
    }

    /// What clients call the message that a send became where the id that an upstream gave it is
    /// another message's.
    func minted(for send: CommandID, _ leg: LegKey) -> MessageID {
        made(of: "\(leg.instance.text)|\(leg.upstream.text)|\(text)|\(send.text)")
    }

    /// An id of WhatsApp's form, the same one for the same words.
    private func made(of seed: String) -> MessageID {
        let digits = String(FNV1a.wideHash(seed.utf8), radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: 32 - digits.utf8.count) + digits
        return MessageID("3EB0" + padded.suffix(28))
    }

    /// Whether it is 16 to 40 upper-case hexadecimal digits, as WhatsApp's own ids are.
    var hasWhatsAppForm: Bool {
        (16...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }
    }
}

extension Message {
    /// The same message under another id.
    func named(_ id: MessageID) -> Message {
        Message(
            id: id,
            chat: chat,
            sender: sender,
            senderName: senderName,
            isFromMe: isFromMe,
            isFromAPI: isFromAPI,
            sentAt: sentAt,
            content: content,
            quoted: quoted,
            isForwarded: isForwarded,
            status: status,
            revokedAt: revokedAt,
            clientReference: clientReference,
            clientSource: clientSource
        )
    }
}
