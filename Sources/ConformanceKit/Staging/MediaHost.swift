/// Puts the files that fixtures name where the gateway can fetch them.
public protocol MediaHost: Sendable {
    /// Offers the files, and gives for each documented URL the one under which it can be fetched.
    func publish(_ media: [GivenMedium]) async throws -> [String: String]

    /// Takes back everything that was offered.
    func withdraw() async
}

/// A host for a gateway whose own look-up of URLs is replaced: the documented URL is the real one.
public struct DirectMediaHost: MediaHost {
    private let offer: @Sendable ([GivenMedium]) async throws -> Void

    /// Hands the files to the closure.
    public init(_ offer: @escaping @Sendable ([GivenMedium]) async throws -> Void = { _ in }) {
        self.offer = offer
    }

    /// See ``MediaHost/publish(_:)``.
    public func publish(_ media: [GivenMedium]) async throws -> [String: String] {
        try await offer(media)
        return Dictionary(media.map { ($0.url, $0.url) }) { first, _ in first }
    }

    /// See ``MediaHost/withdraw()``.
    public func withdraw() async {
        // Nothing is held here: the files go with the gateway that got them.
    }
}
