internal import ConformanceKit
internal import HTTP
internal import Reactor
internal import TLS

/// `sotaque conform`: replays the documented examples against a gateway or a vendor.
enum ConformCommand {
    static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        do {
            let options = try ConformOptions(arguments: arguments)
            let group = try EventLoopGroup(count: 1)
            try group.start()
            let client = HTTPClient(group: group, resolver: try Resolver(), tls: try TLSContext())
            let surroundings = ConformRun.Surroundings(
                effects: OperationEffects(Dialects.all),
                openLocal: { try await TemporaryGateway.open() },
                connect: { url in try SocketTransport(baseURL: url, client: client) },
                media: { try LoopbackMediaHost(group: group) },
                print: { Output.line($0) },
                complain: { Output.error($0) }
            )
            return await ConformRun(options, in: surroundings)()
        } catch {
            throw UsageError("\(error)")
        }
    }
}
