internal import HTTP
internal import Reactor

/// One loop and a client on it, for commands that call a gateway elsewhere.
struct Network {
    let group: EventLoopGroup
    let client: HTTPClient

    /// Starts the loop, which runs as long as the process.
    init() throws(UsageError) {
        do {
            group = try EventLoopGroup(count: 1)
            try group.start()
            client = HTTPClient(group: group, resolver: try Resolver())
        } catch {
            throw UsageError("The network cannot be used: \(error)")
        }
    }
}
