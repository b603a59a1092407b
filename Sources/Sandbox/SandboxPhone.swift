public import Canonical

/// What is peculiar about a phone of the world.
public enum PhoneTrait: String, Sendable, CaseIterable {
    /// Reads what it gets and sends the text back.
    case answers
    /// Reads what it gets.
    case reads
    /// Takes ten times as long for everything.
    case slow
    /// Is switched off: nothing is ever delivered to it.
    case offline
    /// Has blocked everybody.
    case blocksYou = "blocks_you"
    /// Is not on WhatsApp.
    case noWhatsApp = "no_whatsapp"
    /// Is a landline, and not on WhatsApp.
    case landline
    /// Shows its picture to nobody.
    case hiddenPicture = "hidden_picture"
    /// Has no picture.
    case noPicture = "no_picture"
    /// Is known by its LID alone: that is its address in chats and groups.
    case lidOnly = "lid_only"
    /// Is a business account with a verified name.
    case business
}

/// A phone of the world.
public struct SandboxPhone: Equatable, Sendable {
    /// Its number as people know it.
    public let number: PhoneNumber
    /// Its WhatsApp id, which may lack the ninth digit.
    public var id: PhoneNumber
    /// Its LID digits.
    public var lid: String
    /// Its owner's name.
    public var name: String
    /// The name it shows to others.
    public var pushName: String
    /// Its about text.
    public var about: String
    /// Where its picture is, nil when it has none.
    public var pictureURL: String?
    /// What is peculiar about it.
    public var traits: Set<PhoneTrait>

    /// Whether it is on WhatsApp at all.
    public var isOnWhatsApp: Bool {
        !traits.contains(.noWhatsApp) && !traits.contains(.landline)
    }

    /// The address others see.
    public var address: Address {
        traits.contains(.lidOnly) ? .lid(lid) : .phone(id)
    }
}

extension PhoneNumber {
    /// WhatsApp's usual id for the number: areas above 28 and area 23 to 26 lack the ninth digit.
    ///
    /// The published area rule, which is a tendency; only strangers of the world follow it.
    var usualID: PhoneNumber {
        guard isBrazilian, let area = Int(digits.dropFirst(2).prefix(2)) else { return self }
        let keepsNinthDigit = (11...19).contains(area) || [21, 22, 24, 27, 28].contains(area)
        return (keepsNinthDigit ? withNinthDigit : withoutNinthDigit) ?? self
    }
}
