internal import Canonical
internal import Engine
internal import Gateway
internal import HTTP
internal import Observability
internal import Reactor

/// `sotaque serve`: answers until a signal ends it.
enum ServeCommand {
    static func run(
        _ arguments: [String],
        _ signals: SignalInbox
    ) async throws(UsageError) -> Int32 {
        HeapStep.widen()
        let configuration = try ConfigurationReader.read(arguments)
        let limits = try LimitNames.limits(configuration.limits)
        SignalWatcher.ignoreBrokenPipes()
        let service: Service
        do {
            service = try Service(configuration)
            if configuration.isDemo { try await Demo.prepare(service.core) }
            try await configureUpstreams(service)
            announce(try service.start(), service)
        } catch let error as UsageError {
            throw error
        } catch let error as CommandFailure {
            throw UsageError("The gateway cannot start: \(error.detail)", status: 1)
        } catch let error as StoreError {
            throw UsageError("The gateway cannot start: \(error.message)", status: 1)
        } catch {
            throw UsageError("The gateway cannot start: \(error)", status: 1)
        }
        signals.onHangUp { reload(service) }
        // Not at once: the first requests use much of what the start did.
        Task {
            try? await Task.sleep(for: .milliseconds(500))
            CodePages.letGo()
        }
        await signals.untilAskedToEnd()
        await service.stop(within: limits.drainTimeout)
        return 0
    }

    /// Tells where the gateway answers, the control token if it is new, and how to try it.
    private static func announce(_ addresses: [SocketAddress], _ service: Service) {
        let scheme = service.configuration.tlsCertificate == nil ? "http" : "https"
        for address in addresses { Output.line("listening on \(scheme)://\(address)") }
        if service.keys.isNewToken { Output.line("control token: \(service.keys.controlToken)") }
        guard service.configuration.isDemo, let first = addresses.first else { return }
        for line in Demo.greeting("\(scheme)://\(first)") { Output.line(line) }
    }

    /// Puts the upstreams of the configuration file in place.
    private static func configureUpstreams(_ service: Service) async throws(UsageError) {
        do throws(CommandFailure) {
            try await service.core.control.configure(service.configuration.upstreams)
        } catch {
            let field = error.field.map { " (\($0))" } ?? ""
            throw UsageError("upstreams: \(error.detail)\(field)")
        }
    }

    /// Loads the certificates anew; a bad file keeps the old ones.
    private static func reload(_ service: Service) {
        do throws(UsageError) {
            let context = try Listeners.context(service.configuration)
            let count = service.configuration.listen.count
            service.server.reload(tls: Array(repeating: context, count: count))
            service.log(.info, "certificates loaded anew")
        } catch {
            service.log(.error, "certificates kept", ["reason": error.message])
        }
    }
}
