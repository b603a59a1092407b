internal import ConformanceKit

/// `sotaque conform`: replays the documented examples against a gateway or a vendor.
enum ConformCommand {
    static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        let options: ConformOptions
        let network: SocketGateway
        do {
            options = try ConformOptions(arguments: arguments)
            network = try SocketGateway()
        } catch {
            throw UsageError("\(error)")
        }
        let surroundings = ConformRun.Surroundings(
            effects: OperationEffects(Dialects.all),
            openLocal: { try await TemporaryGateway.open() },
            connect: { url in network.transport(to: url) },
            media: { try network.mediaHost() },
            print: { Output.line($0) },
            complain: { Output.error($0) }
        )
        return await ConformRun(options, in: surroundings)()
    }
}
