extension SendMessage {
    /// The kinds of content.
    public static let variants = Content.kinds
    /// The kind of its content.
    public var variant: String? { content.kind }
    /// What it uses besides its recipient and the words or file that every content has.
    public var fields: [String] {
        var fields = content.fields
        if quoted != nil { fields.append("quoted") }
        if isForwarded { fields.append("forwarded") }
        if delayMilliseconds > 0 { fields.append("delay") }
        if marksChatRead { fields.append("marks_read") }
        if recipient.isGroup { fields.append("group_recipient") }
        if case .lid = recipient { fields.append("lid_recipient") }
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
        case .text(let text): text.mentions.isEmpty ? [] : ["mentions"]
        case .media(let media): media.fields
        case .list(let list): list.fields
        case .buttons(let buttons): buttons.fields
        case .poll(let poll): poll.selectable == 1 ? [] : ["poll.selectable"]
        case .reply: []
        }
    }
}

extension MediaContent {
    /// The optional fields that it uses.
    fileprivate var fields: [String] {
        var fields: [String] = []
        if case .bytes = source { fields.append("inline_bytes") }
        if mediaType != nil { fields.append("media_type") }
        if fileName != nil { fields.append("file_name") }
        if caption != nil { fields.append("caption") }
        if isViewOnce { fields.append("view_once") }
        if isGIF { fields.append("gif") }
        return fields
    }
}

extension ListContent {
    /// The optional fields that it uses.
    fileprivate var fields: [String] {
        var fields: [String] = []
        if !title.isEmpty { fields.append("list.title") }
        fields.append(footer.isEmpty ? "list.no_footer" : "list.footer")
        if sections.contains(where: { $0.rows.contains { !$0.description.isEmpty } }) {
            fields.append("list.description")
        }
        return fields
    }
}

extension ButtonsContent {
    /// The optional fields that it uses.
    fileprivate var fields: [String] {
        var fields: [String] = []
        if title != nil { fields.append("buttons.title") }
        if footer != nil { fields.append("buttons.footer") }
        if header != nil { fields.append("buttons.header") }
        fields += Set(buttons.map(\.action.field)).sorted()
        return fields
    }
}

extension ButtonsContent.Button.Action {
    /// The field that a button of this kind is.
    fileprivate var field: String {
        switch self {
        case .reply: "buttons.reply"
        case .url: "buttons.url"
        case .call: "buttons.call"
        case .copy: "buttons.copy"
        }
    }
}
