/// Lists deliveries of the caller's dialect, newest first.
public struct ListDeliveries: Command {
    /// Which ones; tenant and dialect are the caller's whatever it says, and so is the instance when
    /// the caller has one.
    public var filter: DeliveryFilter
    /// At most so many.
    public var limit: Int

    /// The deliveries.
    public typealias Outcome = [Delivery]
    /// See ``Command/traits``.
    public static let traits = CommandTraits("delivery.list", .read)

    /// Asks for deliveries.
    public init(_ filter: DeliveryFilter, limit: Int) {
        self.filter = filter
        self.limit = limit
    }
}

/// Reads one delivery of the caller's tenant in the caller's dialect, and of the caller's instance
/// when it has one.
public struct GetDelivery: Command {
    /// Its id.
    public var id: String

    /// The delivery.
    public typealias Outcome = Delivery
    /// See ``Command/traits``.
    public static let traits = CommandTraits("delivery.get", .read)

    /// Asks for a delivery.
    public init(id: String) { self.id = id }
}
