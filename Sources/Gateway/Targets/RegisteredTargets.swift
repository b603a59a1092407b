public import Canonical
public import Engine
public import Reactor

/// Judges webhook URLs when they are registered.
///
/// Only what the text itself shows is judged here; names are resolved and judged at each delivery.
public struct RegisteredTargets: TargetPolicy {
    private let judge: AddressJudge
    private let policy: TargetURL.Policy

    /// Judges by these blocks and this policy.
    public init(judge: AddressJudge, policy: TargetURL.Policy) {
        self.judge = judge
        self.policy = policy
    }

    /// See ``TargetPolicy/objection(toWebhook:)``.
    public func objection(toWebhook url: String) -> CommandFailure? {
        let refused = CommandFailure(
            .requestInvalid,
            "That URL cannot be used for a webhook",
            field: "url"
        )
        guard let target = try? TargetURL(url, policy: policy) else { return refused }
        guard case .address(let ip) = target.host else { return nil }
        let address = SocketAddress(ip: ip, port: target.port)
        return judge.judge(address) == .allowed ? nil : refused
    }
}
