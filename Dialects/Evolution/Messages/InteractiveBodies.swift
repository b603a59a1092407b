import DialectKit

/// The part of `sendList` that is the menu's.
enum ListBody {
    /// The members; a footer must be there, so an empty one becomes a blank.
    static func json(_ list: ListContent) -> JSONObject {
        [
            "title": .string(list.title),
            "description": .string(list.body),
            "footerText": .string(list.footer.isEmpty ? " " : list.footer),
            "buttonText": .string(list.button),
            "sections": .array(list.sections.map(section)),
        ]
    }

    private static func section(_ section: ListContent.Section) -> JSONValue {
        ["title": .string(section.title), "rows": .array(section.rows.map(row))]
    }

    /// An empty description is refused, an absent one is not.
    private static func row(_ row: ListContent.Row) -> JSONValue {
        var body: JSONObject = ["title": .string(row.title), "rowId": .string(row.id)]
        if !row.description.isEmpty { body["description"] = .string(row.description) }
        return .object(body)
    }
}

/// The part of `sendButtons` that is the buttons'.
enum ButtonsBody {
    /// The most buttons that answer.
    static let replies = 3

    /// The members; a title must be there, so without one the words take its place.
    ///
    /// What stands above can only be a picture that the server fetches.
    static func json(
        _ content: ButtonsContent,
        _ context: SpokenContext
    ) throws(CommandFailure) -> JSONObject {
        try check(content.buttons)
        var body: JSONObject = [:]
        if let title = content.title, !title.isEmpty {
            body["title"] = .string(title)
            body["description"] = .string(content.body)
        } else {
            body["title"] = .string(content.body)
        }
        body["footer"] = content.footer.map(JSONValue.string)
        body["thumbnailUrl"] = picture(content.header, context).map(JSONValue.string)
        body["buttons"] = .array(content.buttons.map(button))
        return body
    }

    private static func check(_ buttons: [ButtonsContent.Button]) throws(CommandFailure) {
        let replies = buttons.count { if case .reply = $0.action { true } else { false } }
        guard replies <= Self.replies else {
            throw CommandFailure(.capabilityUnsupported, "This upstream takes three reply buttons")
        }
        guard replies == 0 || replies == buttons.count else {
            throw CommandFailure(
                .capabilityUnsupported,
                "This upstream does not mix reply buttons with others"
            )
        }
    }

    private static func picture(_ header: MediaContent?, _ context: SpokenContext) -> String? {
        guard let header, header.kind == .image else { return nil }
        switch header.source {
        case .url(let url): return url
        case .bytes(let bytes): return context.share?(bytes, header.mediaType)
        case .kept: return nil
        }
    }

    private static func button(_ button: ButtonsContent.Button) -> JSONValue {
        let (type, key, value) =
            switch button.action {
            case .reply(let id): ("reply", "id", id)
            case .url(let url): ("url", "url", url)
            case .call(let number): ("call", "phoneNumber", number)
            case .copy(let text): ("copy", "copyCode", text)
            }
        return .object([
            "type": .string(type), "displayText": .string(button.title), key: .string(value),
        ])
    }
}

/// The part of `sendPoll` that is the poll's.
enum PollBody {
    /// The members.
    static func json(_ poll: PollContent) throws(CommandFailure) -> JSONObject {
        guard (2...10).contains(poll.options.count), Set(poll.options).count == poll.options.count
        else {
            throw CommandFailure(
                .capabilityUnsupported,
                "This upstream takes two to ten options that differ"
            )
        }
        let selectable = max(0, min(poll.selectable, poll.options.count))
        return [
            "name": .string(poll.question),
            "selectableCount": .number(JSONNumber(selectable)),
            "values": .array(poll.options.map(JSONValue.string)),
        ]
    }
}
