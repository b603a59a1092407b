import ConformanceKit
import Foundation
import HTTP
import Reactor

@testable import sotaque

/// A whole gateway on a port of its own, with the way to it.
struct SocketedGateway {
    let target: Target
    let baseURL: String
    private let service: Service
    private let group: EventLoopGroup
    private let folder: String

    /// Starts the demo service on loopback.
    static func start() async throws -> SocketedGateway {
        let folder = NSTemporaryDirectory() + "sotaque-test-\(UUID().uuidString)"
        var configuration = Configuration()
        configuration.listen = ["127.0.0.1:0"]
        configuration.data = folder
        configuration.isDemo = true
        configuration.controlToken = "test-control-token"
        configuration.allowPrivateTargets = ["127.0.0.0/8"]
        configuration.loops = 1
        configuration.logLevel = "error"
        let service = try Service(configuration)
        try await Demo.prepare(service.core)
        guard let address = try service.start().first else { throw UsageError("no address") }
        let group = try EventLoopGroup(count: 1)
        try group.start()
        let client = HTTPClient(group: group, resolver: try Resolver())
        let target = Target(
            transport: try SocketTransport(baseURL: "http://\(address)", client: client),
            controlToken: "test-control-token",
            media: try LoopbackMediaHost(group: group),
            isShared: true
        )
        return SocketedGateway(
            target: target,
            baseURL: "http://\(address)",
            service: service,
            group: group,
            folder: folder
        )
    }

    /// Ends the service in good order and removes its folder.
    func stop() async {
        await service.stop(within: .seconds(5))
        group.stop()
        Files.removeFolder(folder)
    }
}
