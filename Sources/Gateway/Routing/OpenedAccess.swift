internal import Canonical
internal import Engine
internal import Observability

/// Whom the credential of a head was found to open, for as long as nothing about that changes.
final class OpenedAccess: Sendable {
    /// Who calls, and whose rate pays for it.
    struct Finding {
        let payer: TenantID
        let principal: Principal
    }

    private let kept = Lock<(finding: Finding, version: UInt64)?>(nil)

    /// What was found, nil where things may have changed since; see ``Engine/accessVersion``.
    func finding(at version: UInt64) -> Finding? {
        kept.withLock { kept in kept?.version == version ? kept?.finding : nil }
    }

    /// Keeps what was found, unless it ends by itself.
    func keep(_ finding: Finding, among holders: [Principal], at version: UInt64) {
        guard holders.allSatisfy({ $0.expiresAt == nil }) else { return }
        kept.withLock { $0 = (finding, version) }
    }
}
