import DialectKit

extension ListContent {
    /// Reads a menu; the vendor's answer to a send has the same form.
    init(vendor value: JSONValue) {
        self.init(
            title: value["title"]?.string ?? "",
            body: value["description"]?.string ?? "",
            footer: value["footerText"]?.string ?? "",
            button: value["buttonText"]?.string ?? "",
            sections: (value["sections"]?.array ?? []).map { section in
                Section(
                    title: section["title"]?.string ?? "",
                    rows: (section["rows"]?.array ?? []).map { Row(vendor: $0) }
                )
            }
        )
    }
}

extension ListContent.Row {
    fileprivate init(vendor value: JSONValue) {
        self.init(
            id: value["rowId"]?.string ?? "",
            title: value["title"]?.string ?? "",
            description: value["description"]?.string ?? ""
        )
    }
}

extension ButtonsContent {
    /// Reads what stands under `hydratedTemplate`; a button of an unknown form is left out.
    init(vendor value: JSONValue) {
        let headers = ["imageMessage", "videoMessage", "documentMessage"]
        self.init(
            title: value.text("hydratedTitleText"),
            body: value["hydratedContentText"]?.string ?? "",
            footer: value.text("hydratedFooterText"),
            header: headers.lazy.compactMap { name in
                value[name].flatMap { MediaContent(member: name, $0) }
            }.first,
            buttons: (value["hydratedButtons"]?.array ?? []).compactMap { Button(vendor: $0) }
        )
    }
}

extension ButtonsContent.Button {
    fileprivate init?(vendor value: JSONValue) {
        let forms: [(member: String, value: String, action: (String) -> Action)] = [
            ("quickReplyButton", "id", { .reply(id: $0) }), ("urlButton", "url", { .url($0) }),
            ("callButton", "phoneNumber", { .call($0) }), ("copyButton", "copyCode", { .copy($0) }),
        ]
        for form in forms {
            guard let button = value[form.member], let detail = button[form.value]?.string else {
                continue
            }
            self.init(
                title: button["displayText"]?.string ?? "",
                action: form.action(detail)
            )
            return
        }
        return nil
    }
}

extension PollContent {
    /// Reads a poll.
    init(vendor value: JSONValue) {
        self.init(
            question: value["name"]?.string ?? "",
            options: (value["options"]?.array ?? []).compactMap { $0["optionName"]?.string },
            selectable: value["selectableOptionsCount"]?.whole ?? 0
        )
    }
}

extension ReplyContent {
    /// Reads a choice, nil when the member is none or names nothing.
    init?(member name: String, _ value: JSONValue) {
        let (kind, id, title): (Kind, String?, String?) =
            switch name {
            case "listResponseMessage":
                (.list, value["singleSelectReply"]?.text("selectedRowId"), value.text("title"))
            case "buttonsResponseMessage":
                (.button, value.text("selectedButtonId"), value.text("selectedDisplayText"))
            case "templateButtonReplyMessage":
                (.button, value.text("selectedId"), value.text("selectedDisplayText"))
            default: (.button, nil, nil)
            }
        guard let id else { return nil }
        self.init(kind: kind, id: id, title: title ?? "")
    }
}
