/// Reads who may see what of the account.
public struct GetPrivacy: Command {
    /// Every setting with its audience.
    public typealias Outcome = [PrivacySetting: PrivacyAudience]
    /// See ``Command/traits``.
    public static let traits = CommandTraits("privacy.get", .read, needsLink: true)

    /// Asks for all settings.
    public init() {}
}

/// Changes some settings and leaves the others.
public struct SetPrivacy: Command {
    /// What changes; an audience that a setting does not have is refused by the front.
    public var changes: [PrivacySetting: PrivacyAudience]

    /// Every setting after the change.
    public typealias Outcome = [PrivacySetting: PrivacyAudience]
    /// See ``Command/traits``.
    public static let traits = CommandTraits("privacy.set", .idempotent, needsLink: true)

    /// Asks for changes.
    public init(changes: [PrivacySetting: PrivacyAudience]) { self.changes = changes }
}

/// Shows the account online or offline to everybody.
public struct SetAvailability: Command {
    /// Whether it is shown online.
    public var isAvailable: Bool

    /// Nothing to tell.
    public struct Outcome: Sendable, Equatable {
        /// Makes the empty outcome.
        public init() {}
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("presence.self", .idempotent, needsLink: true)

    /// Asks for a presence.
    public init(isAvailable: Bool) { self.isAvailable = isAvailable }
}

/// Shows in one chat what the account is doing.
public struct SendChatPresence: Command {
    /// What the account is doing.
    public enum Activity: String, Sendable, CaseIterable {
        /// Typing.
        case composing
        /// Recording a voice note.
        case recording
        /// Neither any more.
        case paused
    }

    /// Where it is shown.
    public var chat: Address
    /// What is shown.
    public var activity: Activity

    /// Nothing to tell.
    public struct Outcome: Sendable, Equatable {
        /// Makes the empty outcome.
        public init() {}
    }

    /// See ``Command/traits``.
    public static let traits = CommandTraits("presence.chat", .idempotent, needsLink: true)

    /// Asks for an activity to be shown.
    public init(chat: Address, activity: Activity) {
        self.chat = chat
        self.activity = activity
    }
}
