internal import Canonical
internal import Engine

/// The small number that each instance has inside the file.
///
/// What it remembers must be forgotten when a transaction is rolled back.
final class InstanceNumbers {
    private let find: Statement
    private let add: Statement
    private var known: [InstanceID: Int64] = [:]
    /// The one that was asked for last: all changes of a send ask for the same.
    private var last: (instance: InstanceID, number: Int64)?

    init(_ connection: Connection) throws(StoreError) {
        find = try Statement(connection, "SELECT number FROM instance_numbers WHERE id = ?1")
        add = try Statement(
            connection,
            "INSERT INTO instance_numbers (id) VALUES (?1) RETURNING number"
        )
    }

    /// The instance's number, given to it now if it has none.
    func number(of instance: InstanceID) throws(StoreError) -> Int64 {
        if let last, last.instance == instance { return last.number }
        let number = try remembered(instance)
        last = (instance, number)
        return number
    }

    /// Forgets everything it remembers.
    func forget() {
        known.removeAll()
        last = nil
    }

    private func remembered(_ instance: InstanceID) throws(StoreError) -> Int64 {
        if let number = known[instance] { return number }
        let number = try lookUp(instance)
        // Bounded, as instances that are gone are not told apart here.
        if known.count >= 100_000 { known.removeAll() }
        known[instance] = number
        return number
    }

    private func lookUp(_ instance: InstanceID) throws(StoreError) -> Int64 {
        if let found = try find.first(bind: { $0.text(instance.text) }, read: { $0.int() }) {
            return found
        }
        if let added = try add.first(bind: { $0.text(instance.text) }, read: { $0.int() }) {
            return added
        }
        throw StoreError(.database, "an instance got no number")
    }
}
