import DialectKit

/// The body of `POST /rest/sendMessage/{key}/listMessage`.
///
/// `text` becomes the body and `description` the footer; `listType` is read as single select
/// whatever it says.
struct ListBody: WireDecodable {
    let command: SendMessage

    init(from object: WireObject) throws(WireError) {
        let data = try object.object("messageData")
        let recipient = try data.recipient("to")
        let content = ListContent(
            title: try data.string("title"),
            body: try data.filledString("text"),
            footer: try data.string("description"),
            button: try data.filledString("buttonText"),
            sections: try Self.sections(data)
        )
        command = SendMessage(recipient: recipient, content: .list(content))
    }

    private static func sections(
        _ data: WireObject
    ) throws(WireError) -> [ListContent.Section] {
        var sections: [ListContent.Section] = []
        for section in try data.objects("sections") {
            var rows: [ListContent.Row] = []
            for row in try section.objects("rows") { rows.append(try Self.row(row)) }
            sections.append(
                ListContent.Section(title: try section.optionalString("title") ?? "", rows: rows)
            )
        }
        guard sections.contains(where: { !$0.rows.isEmpty }) else {
            throw data.invalid("sections", "must have a row")
        }
        return sections
    }

    private static func row(_ row: WireObject) throws(WireError) -> ListContent.Row {
        ListContent.Row(
            id: try row.filledString("rowId"),
            title: try row.filledString("title"),
            description: try row.optionalString("description") ?? ""
        )
    }
}
