internal import Engine

/// The rules that a database file must keep, and the rows that break them.
struct DatabaseFindings {
    /// How many rows are named for one rule.
    private static let limit = 20

    private let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    /// What was found; a file that is damaged is not asked further.
    func all() throws(StoreError) -> [String] {
        let damage = try lines("PRAGMA integrity_check(\(Self.limit))").filter { $0 != "ok" }
        guard damage.isEmpty else { return damage.map { "the database is damaged: \($0)" } }
        var findings = try foreignKeys()
        for rule in Self.rules + Self.runRules + Self.deliveryRules { findings += try check(rule) }
        return findings
    }

    private func foreignKeys() throws(StoreError) -> [String] {
        try lines(
            """
            SELECT 'a row of ' || "table" || ' names a row of ' || parent || ' that is not there'
            FROM pragma_foreign_key_check LIMIT \(Self.limit)
            """
        )
    }

    private func check(_ rule: Rule) throws(StoreError) -> [String] {
        let rows = try lines("\(rule.query) LIMIT \(Self.limit + 1)")
        var findings = rows.prefix(Self.limit).map { "\($0): \(rule.text)" }
        if rows.count > Self.limit { findings.append("and more: \(rule.text)") }
        return findings
    }

    /// The first column of every row, as text.
    private func lines(_ sql: String) throws(StoreError) -> [String] {
        try Statement(connection, sql).all { $0.text() }
    }
}

extension DatabaseFindings {
    /// One rule: a query that names each row that breaks it, and what is wrong with such a row.
    struct Rule {
        let text: String
        let query: String

        init(_ text: String, _ query: String) {
            self.text = text
            self.query = query
        }
    }

    private static var rules: [Rule] {
        [
            numbering(
                "events",
                besides: "SELECT instance, event FROM sends",
                "SELECT instance, event FROM progress",
                """
                SELECT s.instance, p.event FROM receipts p JOIN sends s ON s.number = p.send
                """
            ),
            numbering("commands", besides: "SELECT instance, command FROM sends"),
            Rule(
                "has no outcome",
                """
                SELECT 'command ' || c.sequence || ' of ' || n.id FROM commands c
                JOIN instance_numbers n ON n.number = c.instance
                WHERE c.outcome = 0 AND c.upstream IN ('sandbox', 'engine')
                """
            ),
            Rule(
                "succeeded and its message is missing",
                """
                SELECT 'command ' || c.sequence || ' of ' || n.id FROM commands c
                JOIN instance_numbers n ON n.number = c.instance
                LEFT JOIN messages m ON m.instance = c.instance AND m.id = c.message
                WHERE c.name = 'message.send' AND c.outcome = 1 AND m.id IS NULL
                """
            ),
            Rule(
                "tells of a message that is missing",
                """
                SELECT 'event ' || e.sequence || ' of ' || n.id FROM events e
                JOIN instance_numbers n ON n.number = e.instance
                LEFT JOIN messages m ON m.instance = e.instance
                    AND m.id = CASE WHEN json_valid(e.payload)
                        THEN json_extract(e.payload, '$.message_id') END
                WHERE e.kind IN ('message.received', 'message.sent') AND m.id IS NULL
                """
            ),
            Rule(
                "has a payload that is no JSON",
                """
                SELECT 'event ' || e.sequence || ' of ' || n.id FROM events e
                JOIN instance_numbers n ON n.number = e.instance WHERE NOT json_valid(e.payload)
                """
            ),
            Rule(
                "has a content that is no JSON",
                """
                SELECT 'message ' || m.id || ' of ' || n.id FROM messages m
                JOIN instance_numbers n ON n.number = m.instance WHERE NOT json_valid(m.content)
                """
            ),
            Rule(
                "has a content that is no JSON",
                """
                SELECT 'message ' || \(SentRecord.messageID) || ' of ' || n.id FROM sends s
                JOIN instance_numbers n ON n.number = s.instance WHERE NOT json_valid(s.content)
                """
            ),
            Rule(
                "is not numbered in the order of its events",
                """
                SELECT 'message ' || \(SentRecord.messageID) || ' of ' || n.id FROM (
                    SELECT number, tail, instance,
                        lag(number) OVER numbers >= number OR lag(command) OVER numbers >= command
                            AS is_late
                    FROM sends WINDOW numbers AS (PARTITION BY instance ORDER BY event)
                ) s JOIN instance_numbers n ON n.number = s.instance WHERE s.is_late
                """
            ),
            Rule(
                "tells of another instance's message",
                """
                SELECT 'event ' || p.event || ' of ' || n.id FROM progress p
                JOIN instance_numbers n ON n.number = p.instance
                JOIN sends s ON s.number = p.send WHERE s.instance <> p.instance
                """
            ),
        ]
    }

    /// Rows are numbered without gaps in each instance, from 1 or after the last one removed.
    ///
    /// Of the older ones any may be there still, as those are that a delivery needs.
    private static func numbering(_ table: String, besides others: String...) -> Rule {
        let all = ["SELECT instance, sequence FROM \(table)"] + others
        return Rule(
            "the numbers of its \(table) have gaps",
            """
            SELECT 'instance ' || n.id FROM (\(all.joined(separator: " UNION ALL "))) t
            JOIN instance_numbers n ON n.number = t.instance
            WHERE t.sequence > n.removed_\(table) OR t.sequence < 1
            GROUP BY t.instance HAVING min(t.sequence) <> n.removed_\(table) + 1
                OR count(*) <> max(t.sequence) - n.removed_\(table)
            """
        )
    }
}
