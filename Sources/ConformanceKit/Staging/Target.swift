/// A gateway of ours that fixtures can be staged on through its control API.
public struct Target: Sendable {
    /// The way to it.
    public let transport: any Transport
    /// The control API's token.
    public let controlToken: String
    /// Where it fetches the fixtures' files.
    public let media: any MediaHost
    /// Whether other fixtures were played on it before, so that its world must be put right first.
    public let isShared: Bool
    /// Ends it, when it is the fixture's own.
    public let close: @Sendable () async -> Void

    /// Describes a gateway.
    public init(
        transport: any Transport,
        controlToken: String,
        media: any MediaHost,
        isShared: Bool,
        close: @escaping @Sendable () async -> Void = {}
    ) {
        self.transport = transport
        self.controlToken = controlToken
        self.media = media
        self.isShared = isShared
        self.close = close
    }
}
