internal import Canonical
internal import Engine

/// Finds the deliveries that a filter means, newest first, by their numbers.
///
/// A filter that names whose deliveries it means costs what those endpoints' newest rows cost,
/// however many others there are; one that leaves out what arrived, what the rest costs.
final class DeliverySelection {
    private let endpoints: Statement
    private let numberOf: Statement
    private let all: DeliveryScan
    private let open: DeliveryScan
    private let dead: DeliveryScan

    init(_ connection: borrowing Connection) throws(StoreError) {
        endpoints = try Statement(
            connection,
            """
            SELECT w.number FROM endpoints w
            WHERE (?1 IS NULL OR w.tenant = ?1) AND (?2 IS NULL OR w.dialect = ?2)
                AND (?3 IS NULL OR w.id = ?3)
            """
        )
        numberOf = try Statement(connection, "SELECT number FROM deliveries WHERE id = ?1")
        all = try DeliveryScan(
            connection,
            ofAll: "NOT INDEXED WHERE ?1 IS NULL",
            ofEndpoint: "INDEXED BY deliveries_endpoint WHERE d.endpoint = ?1"
        )
        open = try DeliveryScan(
            connection,
            ofAll: "INDEXED BY deliveries_open WHERE d.state < 4 AND ?1 IS NULL",
            ofEndpoint: "INDEXED BY deliveries_open WHERE d.state < 4 AND d.endpoint = ?1"
        )
        dead = try DeliveryScan(
            connection,
            ofAll: "INDEXED BY deliveries_dead WHERE d.state = 4 AND ?1 IS NULL",
            ofEndpoint: "INDEXED BY deliveries_dead WHERE d.state = 4 AND d.endpoint = ?1"
        )
    }

    /// At most so many numbers, the newest delivery's first.
    func numbers(_ filter: DeliveryFilter, limit: Int) throws(StoreError) -> [Int64] {
        guard let upperBound = try upperBound(filter) else { return [] }
        if let id = filter.id {
            return Array(try numbers(filter, only: id, under: upperBound).prefix(limit))
        }
        var found: [Int64] = []
        for endpoint in try endpoints(filter) {
            for scan in scans(filter) {
                found += try scan.numbers(filter, of: endpoint, under: upperBound, limit)
            }
        }
        return Array(found.sorted(by: >).prefix(limit))
    }

    /// The number of the delivery with that id, unless the rest of the filter leaves it out.
    private func numbers(
        _ filter: DeliveryFilter,
        only id: String,
        under upperBound: Int64
    ) throws(StoreError) -> [Int64] {
        guard let number = try number(of: id), number < upperBound else { return [] }
        var found: [Int64] = []
        for endpoint in try endpoints(filter) {
            found += try all.numbers(filter, of: endpoint, under: number + 1, 1)
        }
        return found.filter { $0 == number }
    }

    /// Where to look: what is open and what was given up have indexes of their own.
    private func scans(_ filter: DeliveryFilter) -> [DeliveryScan] {
        let states = Set(filter.states)
        guard !states.isEmpty, states.isDisjoint(with: [.succeeded, .skipped]) else { return [all] }
        return (states == [.dead] ? [] : [open]) + (states.contains(.dead) ? [dead] : [])
    }

    /// The number that reading on begins under, nil when the delivery it names is not there.
    private func upperBound(_ filter: DeliveryFilter) throws(StoreError) -> Int64? {
        guard let id = filter.before else { return .max }
        return try number(of: id)
    }

    private func number(of id: String) throws(StoreError) -> Int64? {
        try numberOf.first(bind: { $0.text(id) }, read: { $0.int() })
    }

    /// The numbers of the endpoints that are meant, nil for all of them at once.
    private func endpoints(_ filter: DeliveryFilter) throws(StoreError) -> [Int64?] {
        guard filter.tenant != nil || filter.dialect != nil || filter.endpoint != nil else {
            return [nil]
        }
        return try endpoints.all(
            bind: { binder in
                binder.text(filter.tenant?.text)
                binder.text(filter.dialect?.text)
                binder.text(filter.endpoint)
            },
            read: { $0.int() }
        )
    }
}

/// Walks deliveries backwards, those of all endpoints or of one.
final class DeliveryScan {
    private let ofAll: Statement
    private let ofEndpoint: Statement

    /// The sources name an index and say what is looked up in it; `?1` is the endpoint.
    init(
        _ connection: borrowing Connection,
        ofAll: String,
        ofEndpoint: String
    ) throws(StoreError) {
        self.ofAll = try Statement(connection, Self.query(ofAll))
        self.ofEndpoint = try Statement(connection, Self.query(ofEndpoint))
    }

    func numbers(
        _ filter: DeliveryFilter,
        of endpoint: Int64?,
        under number: Int64,
        _ limit: Int
    ) throws(StoreError) -> [Int64] {
        func bind(_ binder: inout Binder) {
            filter.bind(&binder, endpoint: endpoint, under: number, limit)
        }
        guard endpoint != nil else { return try ofAll.all(bind: bind, read: { $0.int() }) }
        return try ofEndpoint.all(bind: bind, read: { $0.int() })
    }

    private static func query(_ source: String) -> String {
        """
        SELECT d.number FROM deliveries d \(source) AND d.number < ?2
            AND (?3 >> d.state) & 1
            AND (?4 IS NULL
                OR d.instance = (SELECT number FROM instance_numbers WHERE id = ?4))
            AND (?5 IS NULL OR EXISTS (
                SELECT 1 FROM instances i JOIN endpoints w ON w.number = d.endpoint
                WHERE i.number = d.instance
                    AND json_extract(i.names, '$."' || w.dialect || '"') = ?5
            ))
            AND (?6 IS NULL OR d.name = ?6) AND (?7 IS NULL OR d.created_at >= ?7)
            AND (?8 IS NULL OR d.created_at < ?8)
        ORDER BY d.number DESC LIMIT ?9
        """
    }
}

extension DeliveryFilter {
    fileprivate func bind(
        _ binder: inout Binder,
        endpoint: Int64?,
        under number: Int64,
        _ limit: Int
    ) {
        let states = states.isEmpty ? Delivery.State.allCases : states
        binder.int(endpoint)
        binder.int(number)
        binder.int(states.reduce(0) { $0 | 1 << $1.storedCode })
        binder.text(instance?.text)
        binder.text(instanceName)
        binder.text(name)
        binder.time(from)
        binder.time(until)
        binder.int(Int64(limit))
    }
}
