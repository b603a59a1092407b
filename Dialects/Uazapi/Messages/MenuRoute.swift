import DialectKit

extension Route {
    /// `POST /send/menu`: sends a menu, buttons or a poll.
    static let sendMenu = Route(
        .post,
        "/send/menu",
        "send.menu",
        access: .instance,
        body: MenuBody.self,
        carriesMedia: true,
        keeping: SendEcho.self,
        decode: { body, _ in body.options.sending(body.content) },
        encode: { outcome, echo in
            SendAnswer(outcome.message, echo, "Menu sent successfully").response
        }
    ).making(["list", "buttons", "poll"])
}

/// The body of `POST /send/menu`; what only another type has is read past.
struct MenuBody: WireDecodable {
    let options: SendOptions
    let content: Content

    /// As many options as a poll of WhatsApp has.
    private static let mostOptions = 2...12
    private static let invalid = "Missing required fields or invalid menu type"

    init(from object: WireObject) throws(WireError) {
        options = try SendOptions(from: object, missing: Self.invalid)
        guard options.mentions.isEmpty else {
            throw object.invalid("mentions", "cannot be carried by a menu here")
        }
        guard let text = try object.optionalString("text"), !text.isEmpty,
            let choices = try object.optionalStrings("choices"), !choices.isEmpty
        else { throw WireError(.missing, path: "choices", Self.invalid) }
        switch try object.optionalString("type") {
        case "list": content = .list(try Self.list(text, choices, object))
        case "button": content = .buttons(try Self.buttons(text, choices, object))
        case "poll": content = .poll(try Self.poll(text, choices, object))
        // Cards are no content that the gateway has.
        default: throw WireError(.invalidValue, path: "type", Self.invalid)
        }
    }

    private static func list(
        _ text: String,
        _ choices: [String],
        _ object: WireObject
    ) throws(WireError) -> ListContent {
        var sections: [ListContent.Section] = []
        for choice in choices {
            if let title = MenuChoice.heading(choice) {
                sections.append(ListContent.Section(title: title, rows: []))
                continue
            }
            guard let row = MenuChoice.row(choice) else {
                throw object.invalid("choices", "must not be empty")
            }
            // Rows before the first heading stand under none.
            if sections.isEmpty { sections.append(ListContent.Section(title: "", rows: [])) }
            sections[sections.count - 1].rows.append(row)
        }
        guard sections.contains(where: { !$0.rows.isEmpty }) else {
            throw object.invalid("choices", "must have a row")
        }
        return ListContent(
            title: "",
            body: text,
            footer: try object.optionalString("footerText") ?? "",
            button: try object.optionalString("listButton") ?? "",
            sections: sections
        )
    }

    private static func buttons(
        _ text: String,
        _ choices: [String],
        _ object: WireObject
    ) throws(WireError) -> ButtonsContent {
        var buttons: [ButtonsContent.Button] = []
        for choice in choices {
            guard let button = MenuChoice.button(choice) else {
                throw object.invalid("choices", "must not be empty")
            }
            buttons.append(button)
        }
        let footer = try object.optionalString("footerText") ?? ""
        return ButtonsContent(
            body: text,
            footer: footer.isEmpty ? nil : footer,
            header: try header(object),
            buttons: buttons
        )
    }

    private static func header(_ object: WireObject) throws(WireError) -> MediaContent? {
        guard let text = try object.optionalString("imageButton"), !text.isEmpty else {
            return nil
        }
        let file = try MediaFile(in: text)
        return MediaContent(kind: .image, source: file.source, mediaType: file.mediaType)
    }

    private static func poll(
        _ text: String,
        _ choices: [String],
        _ object: WireObject
    ) throws(WireError) -> PollContent {
        guard mostOptions.contains(choices.count), Set(choices).count == choices.count,
            !choices.contains("")
        else { throw object.invalid("choices", "must be 2 to 12 different texts") }
        let count = try object.optionalInt("selectableCount") ?? 1
        guard (0...choices.count).contains(count) else {
            throw object.invalid("selectableCount", "must be 0 to the number of choices")
        }
        return PollContent(question: text, options: choices, selectable: count)
    }
}
