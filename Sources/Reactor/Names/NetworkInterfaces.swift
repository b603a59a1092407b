internal import Glibc

/// The machine's own addresses.
public enum NetworkInterfaces {
    /// The addresses of every interface, at this moment.
    ///
    /// - Throws: ``ReactorError`` when the system does not tell.
    public static func addresses() throws(ReactorError) -> [IPAddress] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { throw ReactorError.last("getifaddrs") }
        defer { freeifaddrs(list) }
        var addresses: [IPAddress] = []
        var entry = list
        while let interface = entry?.pointee {
            if let ip = address(interface.ifa_addr) { addresses.append(ip) }
            entry = interface.ifa_next
        }
        return addresses
    }

    private static func address(_ source: UnsafeMutablePointer<sockaddr>?) -> IPAddress? {
        guard let source else { return nil }
        let size: Int
        switch Int32(source.pointee.sa_family) {
        case AF_INET: size = MemoryLayout<sockaddr_in>.size
        case AF_INET6: size = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(start: source, count: size))
        }
        return SocketAddress(storage)?.ip
    }
}
