/// An upstream that an operator configured: which dialect it speaks, where, and with what care.
public struct UpstreamDefinition: Equatable, Sendable {
    /// Its name in configuration, in the journal and in routes.
    public let id: UpstreamID
    /// The dialect that is spoken to it.
    public var dialect: DialectID
    /// The URL that the dialect's paths come after, without a slash at the end.
    public var baseURL: String
    /// What the dialect wants to know of the account, by ``DialectKit/UpstreamSetting`` name;
    /// secrets are among them.
    public var settings: [String: String]
    /// With what care it is called.
    public var limits: UpstreamLimits

    /// Describes an upstream.
    public init(
        id: UpstreamID,
        dialect: DialectID,
        baseURL: String,
        settings: [String: String] = [:],
        limits: UpstreamLimits = UpstreamLimits()
    ) {
        self.id = id
        self.dialect = dialect
        self.baseURL = baseURL
        self.settings = settings
        self.limits = limits
    }
}
