internal import Canonical
internal import Engine
internal import Wire

/// The statements that write what upstreams told, what clients used and what differs.
final class TrialStatements {
    private let numbers: InstanceNumbers
    private let told: Statement
    private let use: Statement
    private let difference: Statement
    private let differencesRemoved: Statement

    init(
        _ connection: Connection,
        numbers: InstanceNumbers
    ) throws(StoreError) {
        self.numbers = numbers
        told = try Statement(
            connection,
            "INSERT INTO told (instance, key, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"
        )
        use = try Statement(
            connection,
            """
            INSERT INTO uses (instance, day, dialect, command, variant, fields, count)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT DO UPDATE SET count = count + excluded.count
            """
        )
        difference = try Statement(
            connection,
            """
            INSERT INTO differences (
                instance, at, command, variant, candidate, path, primary_value, candidate_value
            ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """
        )
        differencesRemoved = try Statement(
            connection,
            "DELETE FROM differences WHERE instance = ?1"
        )
    }

    func note(_ key: String, of instance: InstanceID, at moment: Timestamp) throws(StoreError) {
        let number = try numbers.number(of: instance)
        try told.run { binder in
            binder.int(number)
            binder.text(key)
            binder.time(moment)
        }
    }

    func add(_ uses: [CommandUse], of instance: InstanceID) throws(StoreError) {
        let number = try numbers.number(of: instance)
        for use in uses {
            try self.use.run { binder in
                binder.int(number)
                binder.int(Int64(use.day))
                binder.text(use.shape.dialect.text)
                binder.text(use.shape.command)
                binder.text(use.shape.variant ?? "")
                binder.json(JSONValue(list: use.shape.fields))
                binder.int(Int64(use.count))
            }
        }
    }

    func append(_ difference: RouteDifference) throws(StoreError) {
        let number = try numbers.number(of: difference.instance)
        try self.difference.run { binder in
            binder.int(number)
            binder.time(difference.at)
            binder.text(difference.command)
            binder.text(difference.variant)
            binder.text(difference.candidate.text)
            binder.text(difference.path)
            binder.text(difference.primaryValue)
            binder.text(difference.candidateValue)
        }
    }

    func removeDifferences(of instance: InstanceID) throws(StoreError) {
        let number = try numbers.number(of: instance)
        try differencesRemoved.run { $0.int(number) }
    }
}
