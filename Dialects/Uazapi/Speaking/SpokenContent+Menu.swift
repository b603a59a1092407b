import DialectKit

/// The body of `POST /send/menu`: choices are texts with bars between their parts.
extension SpokenContent {
    static func members(of list: ListContent) throws(CommandFailure) -> [(String, JSONValue)] {
        var choices: [JSONValue] = []
        for (index, section) in list.sections.enumerated() {
            if !section.title.isEmpty {
                choices.append(.string("[\(try part(section.title))]"))
            } else if index > 0 {
                throw unsayable
            }
            for row in section.rows { choices.append(try choice(row)) }
        }
        var members = menu("list", list.title, list.body, choices)
        members.append(("listButton", .string(list.button)))
        if !list.footer.isEmpty { members.append(("footerText", .string(list.footer))) }
        return members
    }

    static func members(
        of buttons: ButtonsContent
    ) throws(CommandFailure) -> [(String, JSONValue)] {
        var choices: [JSONValue] = []
        for button in buttons.buttons { choices.append(try choice(button)) }
        var members = menu("button", buttons.title ?? "", buttons.body, choices)
        if let footer = buttons.footer { members.append(("footerText", .string(footer))) }
        if let header = buttons.header {
            guard header.kind == .image else {
                throw CommandFailure(
                    .capabilityUnsupported,
                    "Only a picture can stand above buttons at this upstream"
                )
            }
            members.append(("imageButton", .string(try file(of: header))))
        }
        return members
    }

    /// Any number of choices is as many as there are options.
    static func members(of poll: PollContent) -> [(String, JSONValue)] {
        let count = poll.selectable == 0 ? poll.options.count : poll.selectable
        let choices = poll.options.map { JSONValue.string($0) }
        return menu("poll", "", poll.question, choices)
            + [("selectableCount", .number(JSONNumber(count)))]
    }

    /// There is no member for a heading: it is the first line of the words, in bold.
    private static func menu(
        _ type: String,
        _ title: String,
        _ body: String,
        _ choices: [JSONValue]
    ) -> [(String, JSONValue)] {
        let text = title.isEmpty ? body : "*\(title)*\n\(body)"
        return [("type", .string(type)), ("text", .string(text)), ("choices", .array(choices))]
    }

    /// `text|id|description`.
    private static func choice(_ row: ListContent.Row) throws(CommandFailure) -> JSONValue {
        // A row that looks like a heading would become one.
        guard !row.title.hasPrefix("[") else { throw unsayable }
        var text = "\(try part(row.title))|\(try part(row.id))"
        if !row.description.isEmpty { text += "|\(try part(row.description))" }
        return .string(text)
    }

    /// `text|id`, where prefixes of the id make other kinds of buttons.
    private static func choice(
        _ button: ButtonsContent.Button
    ) throws(CommandFailure) -> JSONValue {
        let title = try part(button.title)
        switch button.action {
        case .reply(let id):
            let isOther = ["copy:", "call:", "url:", "http:", "https:", "reply:"]
                .contains { id.lowercased().hasPrefix($0) }
            guard !isOther else { throw unsayable }
            return .string("\(title)|\(try part(id))")
        case .url(let url): return .string("\(title)|url:\(try part(url))")
        case .call(let number): return .string("\(title)|call:\(try part(number))")
        case .copy(let code): return .string("\(title)|copy:\(try part(code))")
        }
    }

    /// A part of a choice; the grammar has no escape for what ends one.
    private static func part(_ text: String) throws(CommandFailure) -> String {
        guard !text.utf8.contains(UInt8(ascii: "|")), !text.utf8.contains(UInt8(ascii: "\n")) else {
            throw unsayable
        }
        return text
    }

    private static let unsayable = CommandFailure(
        .capabilityUnsupported,
        "A choice has characters or headings that this upstream's menus cannot carry"
    )
}
