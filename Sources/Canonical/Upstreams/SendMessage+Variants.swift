extension SendMessage {
    /// The kinds of content.
    public static let variants = Content.kinds
    /// The kind of its content.
    public var variant: String? { content.kind }
    /// What it uses besides its recipient and the words or file that every content has.
    public var fields: [String] {
        var fields = content.fields
        if quoted != nil { fields.append(Loss.Path.quoted) }
        if isForwarded { fields.append(Loss.Path.forwarded) }
        if delayMilliseconds > 0 { fields.append(Loss.Path.delay) }
        if marksChatRead { fields.append(Loss.Path.marksRead) }
        if recipient.isGroup { fields.append(Loss.Path.groupRecipient) }
        if case .lid = recipient { fields.append(Loss.Path.lidRecipient) }
        return fields
    }
}

extension SendToMany {
    /// The kinds of content.
    public static let variants = Content.kinds
    /// The kind of its content.
    public var variant: String? { content.kind }
    /// What its content uses.
    public var fields: [String] { content.fields }
}

extension Content {
    /// Every value of ``kind``.
    public static let kinds: [String] =
        ["text"] + MediaContent.Kind.allCases.map(\.rawValue) + interactiveKinds

    private static let interactiveKinds = ["list", "buttons", "poll", "reply"]

    /// The optional fields that it uses.
    var fields: [String] {
        switch self {
        case .text(let text): text.mentions.isEmpty ? [] : [Loss.Path.mentions]
        case .media(let media): media.fields
        case .list(let list): list.fields
        case .buttons(let buttons): buttons.fields
        case .poll(let poll): poll.selectable == 1 ? [] : [Loss.Path.pollSelectable]
        case .reply: []
        }
    }
}

extension MediaContent {
    /// The optional fields that it uses.
    fileprivate var fields: [String] {
        var fields: [String] = []
        if case .bytes = source { fields.append(Loss.Path.inlineBytes) }
        if mediaType != nil { fields.append(Loss.Path.mediaType) }
        if fileName != nil { fields.append(Loss.Path.fileName) }
        if caption != nil { fields.append(Loss.Path.caption) }
        if isViewOnce { fields.append(Loss.Path.viewOnce) }
        if isGIF { fields.append(Loss.Path.gif) }
        return fields
    }
}

extension ListContent {
    /// The optional fields that it uses.
    fileprivate var fields: [String] {
        var fields: [String] = []
        if !title.isEmpty { fields.append(Loss.Path.listTitle) }
        fields.append(footer.isEmpty ? Loss.Path.noListFooter : Loss.Path.listFooter)
        if sections.contains(where: { $0.rows.contains { !$0.description.isEmpty } }) {
            fields.append(Loss.Path.listDescription)
        }
        return fields
    }
}

extension ButtonsContent {
    /// The optional fields that it uses.
    fileprivate var fields: [String] {
        var fields: [String] = []
        if title != nil { fields.append(Loss.Path.buttonsTitle) }
        if footer != nil { fields.append(Loss.Path.buttonsFooter) }
        if header != nil { fields.append(Loss.Path.buttonsHeader) }
        fields += Set(buttons.map(\.action.field)).sorted()
        return fields
    }
}

extension ButtonsContent.Button.Action {
    /// The field that a button of this kind is.
    fileprivate var field: String {
        switch self {
        case .reply: Loss.Path.replyButton
        case .url: Loss.Path.urlButton
        case .call: Loss.Path.callButton
        case .copy: Loss.Path.copyButton
        }
    }
}
