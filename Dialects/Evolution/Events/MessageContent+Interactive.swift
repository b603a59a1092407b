import DialectKit

extension MessageContent {
    /// A menu, buttons, a poll, or what somebody chose, nil when it is none of them.
    static func interactive(_ body: JSONValue) -> Content? {
        poll(body) ?? reply(body) ?? list(body) ?? buttons(body)
    }

    private static func poll(_ body: JSONValue) -> Content? {
        let keys = ["pollCreationMessage", "pollCreationMessageV2", "pollCreationMessageV3"]
        guard let poll = keys.lazy.compactMap({ body[$0] }).first, poll.object != nil else {
            return nil
        }
        let options = (poll["options"]?.array ?? []).prefix(64).compactMap {
            $0["optionName"]?.string
        }
        return .poll(
            PollContent(
                question: poll["name"]?.string ?? "",
                options: Array(options),
                selectable: max(0, poll.integer("selectableOptionsCount") ?? 0)
            )
        )
    }

    private static func reply(_ body: JSONValue) -> Content? {
        if let list = body["listResponseMessage"],
            let id = list["singleSelectReply"]?.text("selectedRowId")
        {
            return chosen(.list, id, list.text("title"))
        }
        if let button = body["buttonsResponseMessage"], let id = button.text("selectedButtonId") {
            return chosen(.button, id, button.text("selectedDisplayText"))
        }
        if let button = body["templateButtonReplyMessage"], let id = button.text("selectedId") {
            return chosen(.button, id, button.text("selectedDisplayText"))
        }
        return nil
    }

    private static func chosen(_ kind: ReplyContent.Kind, _ id: String, _ title: String?) -> Content
    {
        .reply(ReplyContent(kind: kind, id: id, title: title ?? ""))
    }

    private static func list(_ body: JSONValue) -> Content? {
        guard let list = body["listMessage"], list.object != nil else { return nil }
        let sections = (list["sections"]?.array ?? []).prefix(64).map { section in
            let rows = (section["rows"]?.array ?? []).prefix(64).map { row in
                ListContent.Row(
                    id: row["rowId"]?.string ?? "",
                    title: row["title"]?.string ?? "",
                    description: row["description"]?.string ?? ""
                )
            }
            return ListContent.Section(title: section["title"]?.string ?? "", rows: Array(rows))
        }
        return .list(
            ListContent(
                title: list["title"]?.string ?? "",
                body: list["description"]?.string ?? "",
                footer: list["footerText"]?.string ?? "",
                button: list["buttonText"]?.string ?? "",
                sections: Array(sections)
            )
        )
    }

    /// Buttons as the server sends them; each one's parameters are a JSON text.
    private static func buttons(_ body: JSONValue) -> Content? {
        guard let message = body["interactiveMessage"], message.object != nil else { return nil }
        let raw = message["nativeFlowMessage"]?["buttons"]?.array ?? []
        return .buttons(
            ButtonsContent(
                title: message["header"]?.text("title"),
                body: message["body"]?["text"]?.string ?? "",
                footer: message["footer"]?.text("text"),
                buttons: raw.prefix(16).compactMap(button)
            )
        )
    }

    private static func button(_ json: JSONValue) -> ButtonsContent.Button? {
        guard let text = json.text("buttonParamsJson"),
            let parameters = try? JSONReader.read(text: text)
        else { return nil }
        let title = parameters["display_text"]?.string ?? ""
        let action: ButtonsContent.Button.Action? =
            switch json.text("name") {
            case "quick_reply": parameters.text("id").map { .reply(id: $0) }
            case "cta_url": parameters.text("url").map { .url($0) }
            case "cta_call": parameters.text("phone_number").map { .call($0) }
            case "cta_copy": parameters.text("copy_code").map { .copy($0) }
            default: nil
            }
        return action.map { ButtonsContent.Button(title: title, action: $0) }
    }
}
