internal import HTTP
internal import Observability
internal import Reactor
internal import TLS

/// The addresses and certificates of the configuration.
enum Listeners {
    static func read(_ configuration: Configuration) throws(UsageError) -> [ListenerConfiguration] {
        let tls = try context(configuration)
        var listeners: [ListenerConfiguration] = []
        for text in configuration.listen {
            guard let address = SocketAddress(text) else {
                throw UsageError("\(text) is not HOST:PORT with a numeric host")
            }
            guard !configuration.isDemo || isLoopback(address) else {
                throw UsageError("--demo has published credentials: it listens on loopback only")
            }
            listeners.append(ListenerConfiguration(address: address, tls: tls))
        }
        return listeners
    }

    /// The certificates as the files hold them now, nil for plain HTTP.
    static func context(_ configuration: Configuration) throws(UsageError) -> TLSContext? {
        guard let certificate = configuration.tlsCertificate, let key = configuration.tlsKey else {
            return nil
        }
        do {
            return try TLSContext(certificateChainFile: certificate, keyFile: key)
        } catch {
            throw UsageError("The certificate cannot be used: \(error)")
        }
    }

    private static func isLoopback(_ address: SocketAddress) -> Bool {
        ["127.0.0.0/8", "::1/128"].compactMap { AddressRange($0) }
            .contains { $0.contains(address.ip) }
    }
}

/// Where this process listens, with the ports that the system chose once it does.
final class OwnAddresses: Sendable {
    private let list: Lock<[SocketAddress]>

    /// Starts with the addresses that were asked for.
    init(_ addresses: [SocketAddress]) { list = Lock(addresses) }

    /// Every address known so far.
    var addresses: [SocketAddress] { list.withLock { $0 } }

    /// Adds the addresses as they are bound.
    func add(_ bound: [SocketAddress]) { list.withLock { $0 += bound } }
}

/// Which addresses tenants may have requests sent to.
struct Targets {
    let judge: AddressJudge
    let policy: TargetURL.Policy

    init(_ configuration: Configuration, own: OwnAddresses) throws(UsageError) {
        var opened: [AddressRange] = []
        for text in configuration.allowPrivateTargets {
            guard let range = AddressRange(text) else {
                throw UsageError("allow_private_targets: \(text) is not an address block")
            }
            opened.append(range)
        }
        judge = AddressJudge(
            opened: opened,
            listeners: own.addresses,
            interfaces: (try? NetworkInterfaces.addresses()) ?? []
        )
        policy = TargetURL.Policy(allowsPlainHTTP: true)
    }
}
