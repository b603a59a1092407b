import DialectKit

/// The vendor's grammar of choices: texts with bars between their parts.
enum MenuChoice {
    /// The title of a section, `[title]`, nil for a row.
    static func heading(_ choice: String) -> String? {
        guard choice.hasPrefix("["), choice.hasSuffix("]"), choice.utf8.count > 2 else {
            return nil
        }
        return String(choice.dropFirst().dropLast())
    }

    /// A row, `text|id|description`, whose id is its text where there is none; nil without words.
    static func row(_ choice: String) -> ListContent.Row? {
        let parts = choice.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
            .map(String.init)
        guard let title = parts.first, !title.isEmpty else { return nil }
        let id = parts.count > 1 ? parts[1] : ""
        return ListContent.Row(
            id: id.isEmpty ? title : id,
            title: title,
            description: parts.count > 2 ? parts[2] : ""
        )
    }

    /// A button, `text|id` or with a line end for the bar, nil without words.
    ///
    /// What its id begins with says what pressing it does.
    static func button(_ choice: String) -> ButtonsContent.Button? {
        let end = choice.firstIndex { $0 == "|" || $0 == "\n" } ?? choice.endIndex
        let title = String(choice[..<end])
        guard !title.isEmpty else { return nil }
        let value = String(choice[end...].dropFirst())
        return ButtonsContent.Button(title: title, action: action(value, of: title))
    }

    private static func action(
        _ value: String,
        of title: String
    ) -> ButtonsContent.Button.Action {
        if value.isEmpty { return .reply(id: title) }
        func rest(after prefix: String) -> String? {
            let isSo = value.prefix(prefix.count).lowercased() == prefix
            let rest = value.dropFirst(prefix.count)
            return isSo && !rest.isEmpty ? String(rest) : nil
        }
        if let code = rest(after: "copy:") { return .copy(code) }
        if let number = rest(after: "call:") { return .call(number) }
        if let url = rest(after: "url:") { return .url(url) }
        if rest(after: "https://") != nil || rest(after: "http://") != nil { return .url(value) }
        // Only campaigns show this one.
        if let id = rest(after: "reply:") { return .reply(id: id) }
        return .reply(id: value)
    }
}
