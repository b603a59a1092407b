internal import Engine

extension DatabaseFindings {
    /// What runs must lead to, and what a send's row must hold.
    static var runRules: [Rule] {
        [
            Rule(
                "is not found by its event",
                """
                SELECT 'message ' || \(SentRecord.messageID) || ' of ' || n.id
                FROM sends s JOIN instance_numbers n ON n.number = s.instance
                WHERE NOT ifnull((
                    SELECT s.number BETWEEN r.first AND r.last AND s.command <= r.command
                    FROM runs r WHERE r.instance = s.instance AND r.event >= s.event
                        AND r.command IS NOT NULL ORDER BY r.event LIMIT 1
                ), 0)
                """
            ),
            Rule(
                "is not found by its number",
                """
                SELECT 'event ' || p.event || ' of ' || n.id FROM receipts p
                JOIN sends s ON s.number = p.send JOIN instance_numbers n ON n.number = s.instance
                WHERE NOT ifnull((
                    SELECT p.send BETWEEN r.first AND r.last
                    FROM runs r WHERE r.instance = s.instance AND r.event >= p.event
                        AND r.command IS NULL ORDER BY r.event LIMIT 1
                ), 0)
                """
            ),
            Rule(
                "has details that are no JSON",
                """
                SELECT 'message ' || \(SentRecord.messageID) || ' of ' || n.id
                FROM sends s JOIN instance_numbers n ON n.number = s.instance
                WHERE NOT json_valid(ifnull(s.reference, '{}'))
                    OR NOT json_valid(ifnull(s.extras, '{}'))
                """
            ),
        ]
    }
}
