public import Canonical

extension Engine {
    /// The name of the upstream that lives in this process.
    public var embeddedID: UpstreamID { upstream.id }
}
