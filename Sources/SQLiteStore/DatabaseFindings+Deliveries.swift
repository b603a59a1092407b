extension DatabaseFindings {
    /// What must be so for every delivery to be made once, and in order.
    static var deliveryRules: [Rule] {
        laneRules + [
            Rule(
                "is open and has no event",
                delivery("d.state < 4", lacking: event)
            ),
            Rule(
                "was given up and has no event to be replayed",
                delivery("d.state = 4", lacking: event)
            ),
            Rule(
                "is open and its endpoint is not there",
                delivery(
                    "d.state < 4",
                    lacking: """
                        SELECT 1 FROM endpoints w
                        WHERE w.number = d.endpoint AND w.removed_at IS NULL
                        """
                )
            ),
            Rule(
                "is not the only one in its slot",
                """
                SELECT 'endpoint ' || w.id FROM endpoints w JOIN endpoints o
                    ON o.tenant = w.tenant AND o.dialect = w.dialect AND o.slot = w.slot
                        AND o.instance IS w.instance AND o.number < w.number
                WHERE w.slot <> '' AND w.removed_at IS NULL AND o.removed_at IS NULL
                """
            ),
        ]
    }

    private static var laneRules: [Rule] {
        [
            Rule(
                "is open and has no lane",
                delivery(
                    "d.state < 4",
                    lacking: """
                        SELECT 1 FROM lanes l
                        WHERE l.endpoint = d.endpoint AND l.lane = d.lane
                        """
                )
            ),
            // Not named by its chat, which is nobody's business in a report.
            Rule(
                "does not begin with its first open delivery",
                """
                SELECT 'the lane of delivery ' || l.head FROM lanes l WHERE l.head IS NOT (
                    SELECT d.number FROM deliveries d
                    WHERE d.endpoint = l.endpoint AND d.lane = l.lane AND d.state < 4
                    ORDER BY d.turn, d.number LIMIT 1
                )
                """
            ),
            Rule(
                "is due at another moment than its first delivery",
                """
                SELECT 'the lane of delivery ' || l.head FROM lanes l
                JOIN deliveries d ON d.number = l.head WHERE d.due_at IS NOT l.due_at
                """
            ),
        ]
    }

    private static let event = """
        SELECT 1 FROM events e WHERE e.instance = d.instance AND e.sequence = d.sequence
        """

    private static func delivery(_ condition: String, lacking row: String) -> String {
        "SELECT 'delivery ' || d.id FROM deliveries d WHERE \(condition) AND NOT EXISTS (\(row))"
    }
}
