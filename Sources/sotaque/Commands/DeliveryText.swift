internal import Wire

/// Deliveries as people read them.
enum DeliveryText {
    private static let columns: [(name: String, title: String, width: Int)] = [
        ("id", "ID", 30), ("created_at", "QUEUED", 24), ("state", "STATE", 9),
        ("attempts", "TRIES", 5), ("last_status", "STATUS", 6), ("dialect", "DIALECT", 9),
        ("event", "EVENT", 20), ("instance", "INSTANCE", 30), ("endpoint", "ENDPOINT", 30),
        ("last_error", "ERROR", 0),
    ]

    /// The titles of the columns of ``row(_:)``.
    static let heading = line { _, title in title }

    /// One delivery in a line.
    static func row(_ delivery: JSONValue) -> String {
        line { name, _ in
            // Before the first attempt the vendor's name may not be known.
            let value = name == "event" ? filled(delivery, "event", "kind") : delivery[name]
            return text(value)
        }
    }

    /// One delivery in lines, the body last and as it is.
    static func lines(_ delivery: JSONValue) -> [String] {
        guard let members = delivery.object?.members else { return [] }
        let named = members.filter { $0.key != "body" }.map { name, value in
            pad(name, 14) + text(value)
        }
        guard let body = delivery["body"]?.string else { return named }
        return named + ["", body]
    }

    private static func filled(_ delivery: JSONValue, _ names: String...) -> JSONValue? {
        names.lazy.compactMap { delivery[$0] }.first { $0 != .null }
    }

    private static func text(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null?: "-"
        case .string(let text)?: text
        case let other?: other.text
        }
    }

    private static func line(_ cell: (String, String) -> String) -> String {
        columns.map { pad(cell($0.name, $0.title), $0.width) }.joined(separator: " ")
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
