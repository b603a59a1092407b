internal import Canonical
internal import Engine
internal import Observability

/// The files that one call has shared with its upstream.
final class CallShares: Sendable {
    private struct State {
        var keys: [String] = []
        var hadNoRoom = false
    }

    private let shelf: ShareShelf
    private let publicURL: String
    private let owner: ShareShelf.Owner
    private let state = Lock(State())

    init(_ shelf: ShareShelf, _ publicURL: String, _ instance: Instance) {
        self.shelf = shelf
        self.publicURL = publicURL
        owner = ShareShelf.Owner(instance)
    }

    /// The URL at which the upstream finds the bytes, nil where there is no room for them.
    func share(_ bytes: [UInt8], _ mediaType: String?) -> String? {
        let key = shelf.put(bytes, mediaType, of: owner)
        state.withLock { state in
            if let key { state.keys.append(key) } else { state.hadNoRoom = true }
        }
        return key.map { publicURL + ShareShelf.path + $0 }
    }

    /// Takes back what was shared; whether something found no room.
    fileprivate func takeBack() -> Bool {
        let (keys, hadNoRoom) = state.withLock { state in
            defer { state.keys = [] }
            return (state.keys, state.hadNoRoom)
        }
        for key in keys { shelf.remove(key) }
        return hadNoRoom
    }

    fileprivate static let noRoom = CommandFailure(
        .unavailable,
        "Too many files wait for upstreams to fetch them",
        retryAfterSeconds: 30
    )
}

extension RemoteResult {
    /// The end of a call that may have shared files: those that nobody will fetch are taken back, and
    /// where one found no room the end says that instead of what the dialect made of it.
    func settled(by shares: CallShares?) -> RemoteResult {
        guard let shares else { return self }
        switch end {
        case .done, .unknown: return self
        case .neverReached:
            _ = shares.takeBack()
            return self
        case .refused:
            guard shares.takeBack() else { return self }
            return RemoteResult(.neverReached(CallShares.noRoom), observations: observations)
        }
    }
}
