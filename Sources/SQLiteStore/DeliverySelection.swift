internal import Canonical
internal import Engine

/// Finds the deliveries that a filter means, in the order of their numbers or against it.
///
/// A filter that names whose deliveries it means costs what those endpoints' newest rows cost,
/// however many others there are; one that leaves out what arrived, what the rest costs.
final class DeliverySelection {
    /// What deliveries are looked for.
    enum Use {
        /// To be shown, newest first.
        case list
        /// To be made again, oldest first: what was given up unless states are named, as long as its
        /// endpoint and its event are there.
        case replay
    }

    private let use: Use
    private let endpoints: Statement
    private let numberOf: Statement
    private let all: DeliveryScan
    private let open: DeliveryScan
    private let dead: DeliveryScan

    init(_ connection: Connection, for use: Use = .list) throws(StoreError) {
        self.use = use
        endpoints = try Statement(
            connection,
            """
            SELECT w.number FROM endpoints w
            WHERE (?1 IS NULL OR w.tenant = ?1) AND (?2 IS NULL OR w.dialect = ?2)
                AND (?3 IS NULL OR w.id = ?3)\(use == .list ? "" : " AND w.removed_at IS NULL")
            """
        )
        numberOf = try Statement(connection, "SELECT number FROM deliveries WHERE id = ?1")
        all = try DeliveryScan(
            connection,
            for: use,
            ofAll: "NOT INDEXED WHERE ?1 IS NULL",
            ofEndpoint: "INDEXED BY deliveries_endpoint WHERE d.endpoint = ?1"
        )
        open = try DeliveryScan(
            connection,
            for: use,
            ofAll: "INDEXED BY deliveries_open WHERE d.state < 4 AND ?1 IS NULL",
            ofEndpoint: "INDEXED BY deliveries_open WHERE d.state < 4 AND d.endpoint = ?1"
        )
        dead = try DeliveryScan(
            connection,
            for: use,
            ofAll: "INDEXED BY deliveries_dead WHERE d.state = 4 AND ?1 IS NULL",
            ofEndpoint: "INDEXED BY deliveries_dead WHERE d.state = 4 AND d.endpoint = ?1"
        )
    }

    /// At most so many numbers, of deliveries behind a place.
    func numbers(
        _ filter: DeliveryFilter,
        after place: Int64 = 0,
        limit: Int
    ) throws(StoreError) -> [Int64] {
        guard let upperBound = try upperBound(filter), place < upperBound else { return [] }
        var filter = filter
        if use == .replay, filter.states.isEmpty { filter.states = [.dead] }
        let range = place + 1..<upperBound
        if let id = filter.id {
            return Array(try numbers(filter, only: id, in: range).prefix(limit))
        }
        var found: [Int64] = []
        for endpoint in try endpoints(filter) {
            for scan in scans(filter) {
                found += try scan.numbers(filter, of: endpoint, in: range, limit)
            }
        }
        return Array(found.sorted(by: use == .list ? (>) : (<)).prefix(limit))
    }

    /// The number of the delivery with that id, unless the rest of the filter leaves it out.
    private func numbers(
        _ filter: DeliveryFilter,
        only id: String,
        in range: Range<Int64>
    ) throws(StoreError) -> [Int64] {
        guard let number = try number(of: id), range.contains(number) else { return [] }
        var found: [Int64] = []
        for endpoint in try endpoints(filter) {
            found += try all.numbers(filter, of: endpoint, in: number..<number + 1, 1)
        }
        return found
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
    ///
    /// What is to be made again is looked for one endpoint after the other: each one's index begins
    /// at the page, so that no page costs what all of them do.
    private func endpoints(_ filter: DeliveryFilter) throws(StoreError) -> [Int64?] {
        guard
            use == .replay || filter.tenant != nil || filter.dialect != nil
                || filter.endpoint != nil
        else {
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

/// Walks deliveries one way, those of all endpoints or of one.
final class DeliveryScan {
    private let ofAll: Statement
    private let ofEndpoint: Statement

    /// The sources name an index and say what is looked up in it; `?1` is the endpoint.
    init(
        _ connection: Connection,
        for use: DeliverySelection.Use,
        ofAll: String,
        ofEndpoint: String
    ) throws(StoreError) {
        self.ofAll = try Statement(connection, Self.query(ofAll, for: use))
        self.ofEndpoint = try Statement(connection, Self.query(ofEndpoint, for: use))
    }

    func numbers(
        _ filter: DeliveryFilter,
        of endpoint: Int64?,
        in range: Range<Int64>,
        _ limit: Int
    ) throws(StoreError) -> [Int64] {
        func bind(_ binder: inout Binder) {
            filter.bind(&binder, endpoint: endpoint, in: range, limit)
        }
        guard endpoint != nil else { return try ofAll.all(bind: bind, read: { $0.int() }) }
        return try ofEndpoint.all(bind: bind, read: { $0.int() })
    }

    private static func query(_ source: String, for use: DeliverySelection.Use) -> String {
        """
        SELECT d.number FROM deliveries d \(source) AND d.number < ?2 AND d.number >= ?10
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
        \(use == .list ? "ORDER BY d.number DESC" : replayable) LIMIT ?9
        """
    }

    private static let replayable = """
            AND EXISTS (
                SELECT 1 FROM events e WHERE e.instance = d.instance AND e.sequence = d.sequence
            )
        ORDER BY d.number
        """
}

extension DeliveryFilter {
    fileprivate func bind(
        _ binder: inout Binder,
        endpoint: Int64?,
        in range: Range<Int64>,
        _ limit: Int
    ) {
        let states = states.isEmpty ? Delivery.State.allCases : states
        binder.int(endpoint)
        binder.int(range.upperBound)
        binder.int(states.reduce(0) { $0 | 1 << $1.storedCode })
        binder.text(instance?.text)
        binder.text(instanceName)
        binder.text(name)
        binder.time(from)
        binder.time(until)
        binder.int(Int64(limit))
        binder.int(range.lowerBound)
    }
}
