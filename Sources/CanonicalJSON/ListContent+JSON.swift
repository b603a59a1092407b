public import Canonical
public import Wire

extension ListContent: JSONRepresentable {
    /// `{"kind":"list","title","body","footer","button","sections":[…]}`.
    ///
    /// A section is `{"title","rows":[…]}`, a row `{"id","title","description"}`.
    public var json: JSONValue {
        [
            "kind": "list",
            "title": .string(title),
            "body": .string(body),
            "footer": .string(footer),
            "button": .string(button),
            "sections": .array(sections.map(\.json)),
        ]
    }

    /// Reads a menu; the title and the footer may be left out.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            title: try place.optionalString("title") ?? "",
            body: try place.string("body"),
            footer: try place.optionalString("footer") ?? "",
            button: try place.string("button"),
            sections: try place.readAll("sections")
        )
    }
}

extension ListContent.Section: JSONRepresentable {
    /// `{"title","rows":[…]}`.
    public var json: JSONValue {
        ["title": .string(title), "rows": .array(rows.map(\.json))]
    }

    /// Reads a section; the title may be left out.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            title: try place.optionalString("title") ?? "",
            rows: try place.readAll("rows")
        )
    }
}

extension ListContent.Row: JSONRepresentable {
    /// `{"id","title","description"}`.
    public var json: JSONValue {
        ["id": .string(id), "title": .string(title), "description": .string(description)]
    }

    /// Reads a row; the description may be left out.
    public init(reading place: JSONPlace) throws(CanonicalJSONError) {
        self.init(
            id: try place.string("id"),
            title: try place.string("title"),
            description: try place.optionalString("description") ?? ""
        )
    }
}
