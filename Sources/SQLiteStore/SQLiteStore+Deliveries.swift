public import Canonical
public import Engine

extension SQLiteStore {
    /// The first open delivery of each (endpoint, chat) that is due, oldest due first; 10,000 at
    /// most.
    ///
    /// One that cannot be read, for the file was damaged, is left out and stays open; it is an
    /// error when there is nothing else.
    public func dueDeliveries(_ query: DueQuery) async throws(StoreError) -> [DueDelivery] {
        try await ask { session throws(StoreError) in
            try session.asking { deliveries throws(StoreError) in try deliveries.due(query) }
        }
    }

    /// The earliest moment at which a delivery is due that is not excluded, nil when none is open.
    public func nextDueDelivery(_ query: DueQuery) async throws(StoreError) -> Timestamp? {
        try await ask { session throws(StoreError) in
            try session.asking { deliveries throws(StoreError) in try deliveries.nextDue(query) }
        }
    }

    /// Deliveries that the filter means, newest first; 1000 at most.
    public func deliveries(
        _ filter: DeliveryFilter,
        limit: Int
    ) async throws(StoreError) -> [Delivery] {
        try await ask(forList: true) { session throws(StoreError) in
            try session.asking { deliveries throws(StoreError) in
                try deliveries.deliveries(filter, limit: limit)
            }
        }
    }

    /// One delivery, nil when there is none.
    public func delivery(_ id: String) async throws(StoreError) -> Delivery? {
        try await ask { session throws(StoreError) in
            try session.asking { deliveries throws(StoreError) in try deliveries.delivery(id) }
        }
    }

    /// What a change would make due again at present; takes longer the more is left out.
    public func replayPage(
        _ filter: DeliveryFilter,
        after place: Int64
    ) async throws(StoreError) -> ReplayPage {
        try await ask(forList: true) { session throws(StoreError) in
            try session.replayPage(filter, after: place)
        }
    }

    /// How many deliveries are open, and how many were given up; takes longer the more there are.
    public func deliveryCounts() async throws(StoreError) -> DeliveryCounts {
        try await ask(forList: true) { session throws(StoreError) in
            try session.asking { deliveries throws(StoreError) in try deliveries.counts() }
        }
    }
}
