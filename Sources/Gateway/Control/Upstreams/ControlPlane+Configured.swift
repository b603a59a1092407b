public import Canonical
internal import DialectKit
internal import Engine
internal import Upstreams
public import Wire

extension ControlPlane {
    /// Puts the upstreams of a configuration file in place, each as the control API would.
    ///
    /// Settings that the file leaves out keep the values that were set meanwhile.
    public func configure(
        _ upstreams: [(name: String, body: JSONObject)]
    ) async throws(CommandFailure) {
        for (name, body) in upstreams {
            let id = UpstreamID(name)
            let known = engine.upstream(id)
            let wanted = UpstreamBody(WireObject(body, path: "upstreams.\(name)"), self)
            _ = try await engine.putUpstream(try wanted.definition(id, known)).get()
        }
    }
}
