internal import Glibc

/// A descriptor kept back for the moment when none is left.
///
/// A listener that cannot accept would be ready for ever; giving up the reserve lets it take the
/// waiting connection and close it. One per loop, used on that loop.
public struct DescriptorReserve: ~Copyable {
    private var spare: Descriptor?

    /// Takes the descriptor to keep back.
    public init() { refill() }

    /// Accepts the waiting connection and closes it; false when even that failed: back off.
    public mutating func shed(from listener: borrowing Descriptor) -> Bool {
        spare = nil
        defer { refill() }
        switch listener.accept() {
        case .connection: return true
        case .aborted: return true
        case .wouldBlock: return false
        case .exhausted: return false
        case .failed: return false
        }
    }

    private mutating func refill() {
        let raw = open("/dev/null", O_RDONLY | O_CLOEXEC)
        spare = raw >= 0 ? Descriptor(owning: raw) : nil
    }
}
