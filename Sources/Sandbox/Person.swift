internal import Canonical

/// Somebody in the world: a phone, what its owner set, and the devices linked to it.
final class Person {
    /// The key of the phone's number.
    let key: String
    /// A number of its own, for compact sets.
    let ordinal: Int
    /// The phone.
    var phone: SandboxPhone {
        didSet {
            address = phone.address
            habits = Habits(of: phone)
        }
    }
    /// The address others see; kept beside the phone because every message needs it.
    private(set) var address: Address
    /// How the phone behaves; kept beside it as well.
    private(set) var habits: Habits
    /// Whether the world's documents have it; a stranger is only kept once it takes part.
    var isKept: Bool
    /// The number of the device linked last.
    var lastDevice = 0
    /// The privacy settings that are not the usual ones.
    var privacy: [PrivacySetting: PrivacyAudience] = [:]
    /// The keys of those it blocked.
    var blocked: Set<String> = []
    /// The labels of its account, oldest first.
    var labels: [WorldLabel] = []
    /// The number of the label made last.
    var lastLabel = 0
    /// The instances linked to it, in the order of linking.
    var sessions: [Session] = []
    /// The groups it is in.
    var groups: [WorldGroup] = []
    /// The ordinals of those it has a chat with.
    private var acquaintances: Set<Int> = []

    /// The most chats that are remembered for telling a new one.
    private static let acquaintanceLimit = 100_000

    init(key: String, ordinal: Int, phone: SandboxPhone, isKept: Bool) {
        self.key = key
        self.ordinal = ordinal
        self.phone = phone
        self.address = phone.address
        self.habits = Habits(of: phone)
        self.isKept = isKept
    }

    /// Whether it sends read receipts and opens its chats by itself.
    var reads: Bool {
        (habits.reads || habits.answers) && audience(of: .readReceipts) != .none
    }

    /// Whether what that person sends arrives.
    func accepts(_ author: Person) -> Bool {
        !habits.blocksEverybody && !blocked.contains(author.key)
    }

    /// Who may see or do that.
    func audience(of setting: PrivacySetting) -> PrivacyAudience { privacy[setting] ?? .all }

    /// Remembers that the two have a chat, and says whether that is new.
    @discardableResult
    func meet(_ other: Person) -> Bool {
        guard acquaintances.count < Self.acquaintanceLimit else { return false }
        return acquaintances.insert(other.ordinal).inserted
    }

    /// Whether the two have a chat.
    func knows(_ other: Person) -> Bool { acquaintances.contains(other.ordinal) }
}
