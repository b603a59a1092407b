/// Something that a candidate upstream did, or would do, in another way than the primary one.
public struct RouteDifference: Equatable, Sendable {
    /// When it was seen.
    public let at: Timestamp
    /// Whose it is.
    public let instance: InstanceID
    /// The command's name.
    public let command: String
    /// Which of its variants.
    public let variant: String?
    /// The candidate.
    public let candidate: UpstreamID
    /// What differs, in dotted form from the outcome's root; `result` for the whole.
    public let path: String
    /// What the primary one gave, bounded and without message text.
    public let primaryValue: String
    /// What the candidate gave, bounded and without message text.
    public let candidateValue: String

    /// Describes a difference.
    public init(
        at: Timestamp,
        instance: InstanceID,
        command: String,
        variant: String?,
        candidate: UpstreamID,
        path: String,
        primaryValue: String,
        candidateValue: String
    ) {
        self.at = at
        self.instance = instance
        self.command = command
        self.variant = variant
        self.candidate = candidate
        self.path = path
        self.primaryValue = primaryValue
        self.candidateValue = candidateValue
    }
}
