/// A URL that a tenant chose for webhooks or media, read strictly once and used as parts ever after.
///
/// Only what has one meaning for every reader is taken. Reading it judges no address: see
/// ``AddressJudge``.
public struct TargetURL: Hashable, Sendable {
    /// How the host is spoken to.
    public enum Scheme: String, Sendable {
        case http
        case https

        /// The port that goes without saying.
        var defaultPort: UInt16 {
            switch self {
            case .http: 80
            case .https: 443
            }
        }
    }

    /// Whom to ask.
    public enum Host: Hashable, Sendable {
        /// A DNS name in lower case, to be resolved.
        case name(String)
        /// An address written as one.
        case address(IPAddress)
    }

    /// What the operator permits.
    public struct Policy: Sendable {
        /// Whether `http` is accepted beside `https`.
        public var allowsPlainHTTP: Bool
        /// Ports refused although they lie at or above 1024.
        public var refusedPorts: Set<UInt16>

        /// Permits `https` and, if wanted, `http`, to ports where no database usually listens.
        public init(
            allowsPlainHTTP: Bool = false,
            refusedPorts: Set<UInt16> = TargetURL.Policy.internalServicePorts
        ) {
            self.allowsPlainHTTP = allowsPlainHTTP
            self.refusedPorts = refusedPorts
        }

        /// Well-known ports of databases, caches, consoles and orchestrators.
        public static let internalServicePorts: Set<UInt16> = [
            1433, 1521, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 5432, 5672, 5900, 5984, 6000,
            6379, 6443, 6667, 9042, 9092, 9200, 9300, 10250, 11211, 15672, 27017,
        ]
    }

    /// How the host is spoken to.
    public let scheme: Scheme
    /// Whom to ask.
    public let host: Host
    /// The port, whether written or not.
    public let port: UInt16
    /// Path and query as they go on the request line, never empty.
    public let requestTarget: String
    /// Host and port as the `Host` field carries them.
    public let hostField: String

    /// The longest URL accepted, in octets.
    public static let limitBytes = 8192

    /// Reads an absolute URL.
    ///
    /// - Throws: ``TargetURLError`` naming the first rule that is broken.
    public init(_ text: String, policy: Policy) throws(TargetURLError) {
        try TargetURLError.checkCharacters(of: text)
        let (scheme, rest) = try Self.scheme(of: text, policy)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else { throw .userInformation }
        let (host, port) = try TargetAuthority.split(authority)
        self.scheme = scheme
        self.host = host
        self.port = try Self.check(port ?? scheme.defaultPort, policy)
        requestTarget = Self.requestTarget(rest[end...])
        hostField = Self.hostField(host, self.port, scheme)
    }

    private init(_ base: TargetURL, requestTarget: String) {
        scheme = base.scheme
        host = base.host
        port = base.port
        hostField = base.hostField
        self.requestTarget = requestTarget
    }

    /// The URL of a path and query that come after this one's path, on the same host whatever they
    /// hold.
    ///
    /// Only what follows is read, so that a base is read once for many requests. This one must have
    /// no query and, but for the root, no slash at its end; the path begins with one.
    ///
    /// - Throws: ``TargetURLError`` naming the first rule that is broken.
    public func appending(_ target: String) throws(TargetURLError) -> TargetURL {
        guard target.utf8.first == UInt8(ascii: "/") else { throw .character }
        let whole = requestTarget == "/" ? target : requestTarget + target
        let origin = scheme.rawValue.utf8.count + 3 + hostField.utf8.count
        guard origin + whole.utf8.count <= Self.limitBytes else { throw .length }
        try TargetURLError.checkCharacters(of: whole)
        return TargetURL(self, requestTarget: Self.requestTarget(whole[...]))
    }

    private static func hostField(_ host: Host, _ port: UInt16, _ scheme: Scheme) -> String {
        let name =
            switch host {
            case .name(let name): name
            case .address(let ip): ip.bitWidth == 32 ? "\(ip)" : "[\(ip)]"
            }
        return port == scheme.defaultPort ? name : "\(name):\(port)"
    }

    /// Where the answer's `Location` leads, judged from scratch; never from `https` to `http`.
    ///
    /// - Throws: ``TargetURLError`` naming the first rule that is broken.
    public func redirected(
        to location: String,
        policy: Policy
    ) throws(TargetURLError) -> TargetURL {
        let origin = "\(scheme.rawValue)://\(hostField)"
        let path = requestTarget.prefix { $0 != "?" }
        let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
        let reference = location.prefix { $0 != "#" }
        let hasScheme = reference.prefix { $0 != "/" && $0 != "?" }.contains(":")
        let absolute =
            switch reference.first {
            case _ where hasScheme: String(reference)
            case _ where reference.hasPrefix("//"): "\(scheme.rawValue):\(reference)"
            case "/": origin + reference
            case "?": origin + path + reference
            default: origin + folder + reference
            }
        let target = try TargetURL(absolute, policy: policy)
        guard scheme == .http || target.scheme == .https else { throw .scheme }
        return target
    }

    private static func scheme(
        of text: String,
        _ policy: Policy
    ) throws(TargetURLError) -> (Scheme, Substring) {
        guard let colon = text.firstIndex(of: ":"),
            let scheme = Scheme(rawValue: text[..<colon].lowercased()),
            scheme == .https || policy.allowsPlainHTTP
        else { throw .scheme }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { throw .host }
        return (scheme, rest.dropFirst(2))
    }

    private static func check(
        _ port: UInt16,
        _ policy: Policy
    ) throws(TargetURLError) -> UInt16 {
        guard port == 80 || port == 443 || port >= 1024, !policy.refusedPorts.contains(port)
        else { throw .port }
        return port
    }

    /// Percent-encodes what is not ASCII, as browsers do, and puts the missing slash.
    private static func requestTarget(_ text: Substring) -> String {
        if text.utf8.first == UInt8(ascii: "/"), text.utf8.allSatisfy({ $0 < 0x80 }) {
            return String(text)
        }
        var target = text.hasPrefix("/") ? "" : "/"
        for byte in text.utf8 {
            if byte < 0x80 {
                target.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                target += "%" + String(byte, radix: 16, uppercase: true)
            }
        }
        return target
    }
}
