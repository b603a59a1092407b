public import Canonical

/// A disturbance that an operator asked for.
public struct SandboxFault: Equatable, Sendable {
    /// What goes wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// WhatsApp refuses sends to chats that are new to the account.
        case timelock
        /// A receipt gets lost on its way.
        case loseReceipt = "lose_receipt"
        /// Commands fail.
        case upstreamError = "upstream_error"
    }

    /// Its number.
    public let id: Int
    /// What goes wrong.
    public let kind: Kind
    /// For which instance, nil for all.
    public let instance: InstanceID?
    /// How many times it still strikes, nil for always.
    public var count: Int?
    /// How likely it strikes each time, 0...1.
    public let probability: Double
    /// The failure that an upstream error gives.
    public let code: FailureCode
}
