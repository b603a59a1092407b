/// Decides which addresses may be called on behalf of a tenant who chose the host.
///
/// Special-purpose addresses (IANA's registries, RFC 6890) are refused unless the operator lists
/// them. The process's own listeners are refused always. Judge every address a name resolves to,
/// connect only to a judged one, and judge the connected peer again.
public struct AddressJudge: Sendable {
    /// The outcome, with a reason for the operator's log and never for the tenant.
    public enum Verdict: Equatable, Sendable {
        /// It may be called.
        case allowed
        /// It lies in a special-purpose block that the operator has not opened.
        case specialPurpose(AddressRange)
        /// This very process listens there.
        case ownListener
    }

    private let opened: [AddressRange]
    private let listeners: @Sendable () -> [SocketAddress]
    private let interfaces: Set<IPAddress>

    /// Takes the blocks the operator opened, the process's listeners and the machine's addresses.
    ///
    /// The last are what a listener on all interfaces answers at: see ``NetworkInterfaces``. The
    /// listeners are asked for at each judgement, because a port that the system chooses is known
    /// only once the process listens there.
    public init(
        opened: [AddressRange] = [],
        listeners: @autoclosure @escaping @Sendable () -> [SocketAddress] = [],
        interfaces: [IPAddress] = []
    ) {
        self.opened = opened
        self.listeners = listeners
        self.interfaces = Set(interfaces.map(\.unmapped))
    }

    /// Judges one address and port.
    public func judge(_ address: SocketAddress) -> Verdict {
        let forms = address.ip.forms
        if forms.contains(where: { isOwn($0, port: address.port) }) { return .ownListener }
        for form in forms {
            guard let block = Self.specialPurpose.first(where: { $0.contains(form) }) else {
                continue
            }
            if !opened.contains(where: { $0.contains(form) }) { return .specialPurpose(block) }
        }
        return .allowed
    }

    private func isOwn(_ ip: IPAddress, port: UInt16) -> Bool {
        listeners().contains { listener in
            guard listener.port == port else { return false }
            let own = listener.ip.unmapped
            // Calling the unspecified address reaches the machine itself.
            if own == ip || ip.isUnspecified { return true }
            return own.isUnspecified && (ip.isLoopback || interfaces.contains(ip))
        }
    }

    /// The blocks that are refused; IPv4-compatible IPv6 addresses (RFC 4291 section 2.5.5.1) hold
    /// the unspecified address and loopback.
    static let specialPurpose: [AddressRange] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
        "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    ].map { text in
        guard let range = AddressRange(text) else { preconditionFailure("Bad block \(text)") }
        return range
    }
}

extension IPAddress {
    /// The address itself and the IPv4 address that a translator would make of it.
    fileprivate var forms: [IPAddress] {
        guard case .v6(let high, let low) = unmapped else { return [unmapped] }
        // NAT64 (RFC 6052) and 6to4 (RFC 3056).
        if high == 0x0064_FF9B_0000_0000, low >> 32 == 0 {
            return [self, .v4(UInt32(truncatingIfNeeded: low))]
        }
        if high >> 48 == 0x2002 { return [self, .v4(UInt32(truncatingIfNeeded: high >> 16))] }
        return [self]
    }

    /// An IPv4-mapped address (RFC 4291 section 2.5.5.2) as the IPv4 address it stands for.
    fileprivate var unmapped: IPAddress {
        guard case .v6(0, let low) = self, low >> 32 == 0xFFFF else { return self }
        return .v4(UInt32(truncatingIfNeeded: low))
    }

    fileprivate var isUnspecified: Bool { self == .v4(0) || self == .v6(high: 0, low: 0) }

    fileprivate var isLoopback: Bool {
        switch self {
        case .v4(let octets): octets >> 24 == 127
        case .v6(let high, let low): high == 0 && low == 1
        }
    }
}
