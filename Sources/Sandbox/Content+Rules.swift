internal import Canonical

extension Content {
    /// What keeps WhatsApp from carrying it, nil when nothing does.
    ///
    /// A choice in a menu must quote the menu and be among what it offers; a poll has 2 to 12
    /// different options.
    func objection(quoting quote: Quote?) -> CommandFailure? {
        switch self {
        case .text, .media, .list, .buttons: nil
        case .poll(let poll): poll.objection
        case .reply(let reply): reply.objection(quoting: quote?.content)
        }
    }

    /// The ids of what can be chosen from it, by what kind of choice.
    fileprivate var choices: (kind: ReplyContent.Kind, ids: [String])? {
        switch self {
        case .list(let list): (.list, list.sections.flatMap { $0.rows.map(\.id) })
        case .buttons(let content): (.button, content.buttons.compactMap(\.replyID))
        case .text, .media, .poll, .reply: nil
        }
    }
}

extension PollContent {
    fileprivate var objection: CommandFailure? {
        guard !question.isEmpty else {
            return CommandFailure(
                .requestInvalid,
                "question must not be empty",
                field: "content.question"
            )
        }
        guard (2...12).contains(options.count), !options.contains(""),
            Set(options).count == options.count
        else {
            return CommandFailure(
                .requestInvalid,
                "options must be 2 to 12 different texts",
                field: "content.options"
            )
        }
        guard (0...options.count).contains(selectable) else {
            return CommandFailure(
                .requestInvalid,
                "selectable must be from 0 to the number of options",
                field: "content.selectable"
            )
        }
        return nil
    }
}

extension ReplyContent {
    fileprivate func objection(quoting content: Content?) -> CommandFailure? {
        guard let choices = content?.choices, choices.kind == kind else {
            return CommandFailure(
                .requestInvalid,
                "quoted must be the message with the \(kind == .list ? "list" : "buttons")",
                field: "quoted"
            )
        }
        guard choices.ids.contains(id) else {
            return CommandFailure(
                .requestInvalid,
                "id must be among those of the quoted message",
                field: "content.id"
            )
        }
        return nil
    }
}

extension ButtonsContent.Button {
    /// What pressing it answers with, nil when it does something else.
    fileprivate var replyID: String? {
        if case .reply(let id) = action { return id }
        return nil
    }
}
