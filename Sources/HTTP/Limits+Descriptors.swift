internal import Glibc

extension Limits {
    /// The same figures, with no more connections than descriptors allow.
    func boundedByDescriptors() -> Limits {
        var available = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &available) == 0 else {
            return self
        }
        var bounded = self
        let descriptors = Int(clamping: available.rlim_cur)
        bounded.connections = max(1, min(connections, max(descriptors - 256, descriptors / 2)))
        bounded.reservedConnections = max(1, min(reservedConnections, descriptors / 8))
        return bounded
    }
}
