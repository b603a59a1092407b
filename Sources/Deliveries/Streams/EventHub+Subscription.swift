public import Canonical
public import DialectKit

extension EventHub {
    /// Whose live stream it is, and what it shows.
    public struct Subscription: Sendable, Equatable {
        /// In whose words.
        public let dialect: DialectID
        /// Whose events.
        public let tenant: TenantID
        /// Of which instance alone; nil for all of the tenant's.
        public let instance: InstanceID?
        /// Which events.
        public let filter: StreamFilter
        /// The base URL under which the client reached the gateway.
        public let baseURL: String

        /// Describes a stream.
        public init(
            dialect: DialectID,
            tenant: TenantID,
            instance: InstanceID?,
            filter: StreamFilter,
            baseURL: String
        ) {
            self.dialect = dialect
            self.tenant = tenant
            self.instance = instance
            self.filter = filter
            self.baseURL = baseURL
        }
    }
}
