internal import ConformanceKit
internal import HTTP
internal import Reactor
internal import TLS

/// `sotaque conform`: replays the documented examples against a gateway or a vendor.
enum ConformCommand {
    static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        let options: ConformOptions
        do { options = try ConformOptions(arguments: arguments) } catch {
            throw UsageError("\(error)")
        }
        let network = try Network()
        let surroundings = ConformRun.Surroundings(
            effects: OperationEffects(Dialects.all),
            openLocal: { try await TemporaryGateway.open() },
            connect: { url in try SocketTransport(baseURL: url, client: network.client) },
            media: { try LoopbackMediaHost(group: network.group) },
            print: { Output.line($0) },
            complain: { Output.error($0) }
        )
        return await ConformRun(options, in: surroundings)()
    }
}
