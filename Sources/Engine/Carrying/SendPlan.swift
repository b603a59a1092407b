internal import Canonical

/// One send on its way through the engine.
struct SendPlan: Sendable {
    var send: SendMessage
    let caller: Caller
    let note: JournalNote
    /// For whom it was asked, as its caller wrote it.
    let asked: Address

    /// The chat it goes to.
    var lane: LaneKey { LaneKey(of: send, caller) }

    init(_ send: SendMessage, _ caller: Caller, _ note: JournalNote) {
        self.send = send
        self.asked = send.recipient
        self.caller = caller
        self.note = note
    }

    /// Sends to the same person by another address; repeats are still known by the one asked for.
    mutating func address(to recipient: Address) {
        send.recipient = recipient
    }
}

extension LaneKey {
    /// The chat that a send goes to.
    init(of send: SendMessage, _ caller: Caller) {
        self.init(caller.instance ?? InstanceID(""), send.recipient)
    }
}

extension SendMessage {
    /// Whether nothing has to be waited for before it is sent.
    var isPlain: Bool {
        delayMilliseconds <= 0 && !content.hasUnkeptMedia && quoted?.isComplete != false
    }

    /// What the journal keeps of it; no initializer, which would be given copies to keep.
    func note(for caller: Caller) -> JournalNote {
        var note = JournalNote(reference: clientReference, idempotencyKey: caller.idempotencyKey)
        if note.idempotencyKey != nil || referenceWindowMilliseconds != nil {
            let meaning = "\(recipient.jid)|\(content)|\(quoted?.id.text ?? "")"
            note.fingerprint = FNV1a.hash(meaning.utf8)
        }
        return note
    }
}

extension Quote {
    /// Whether the caller said everything about the quoted message, so that nothing is looked up.
    var isComplete: Bool { sender != nil && content != nil }
}

extension Content {
    /// The file that is still to be fetched or kept.
    var unkeptMedia: MediaContent? {
        switch self {
        case .media(let media) where media.kept == nil: media
        case .buttons(let buttons) where buttons.header.map({ $0.kept == nil }) == true:
            buttons.header
        case .text, .media, .list, .buttons, .poll, .reply: nil
        }
    }

    /// Whether it has such a file.
    var hasUnkeptMedia: Bool {
        switch self {
        case .media, .buttons: unkeptMedia != nil
        // The usual contents, asked without a copy.
        case .text, .list, .poll, .reply: false
        }
    }

    /// Whether its file is one that is still to be fetched from a URL.
    var isFileElsewhere: Bool {
        if case .url = unkeptMedia?.source { return true }
        return false
    }

    /// The same content with its file replaced.
    func replacingMedia(with media: MediaContent) -> Content {
        switch self {
        case .media: return .media(media)
        case .buttons(var buttons):
            buttons.header = media
            return .buttons(buttons)
        case .text, .list, .poll, .reply: return self
        }
    }
}
