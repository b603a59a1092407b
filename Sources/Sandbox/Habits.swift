/// What each message asks of a phone, out of its traits.
struct Habits {
    /// Whether it is on WhatsApp at all.
    let isOnWhatsApp: Bool
    /// Whether it has blocked everybody.
    let blocksEverybody: Bool
    /// Whether it is switched off.
    let isOffline: Bool
    /// Whether it takes longer for everything.
    let isSlow: Bool
    /// Whether it reads what it gets.
    let reads: Bool
    /// Whether it writes back what it gets.
    let answers: Bool

    /// Looks the traits of a phone through.
    init(of phone: SandboxPhone) {
        isOnWhatsApp = phone.isOnWhatsApp
        blocksEverybody = phone.traits.contains(.blocksYou)
        isOffline = phone.traits.contains(.offline)
        isSlow = phone.traits.contains(.slow)
        reads = phone.traits.contains(.reads)
        answers = phone.traits.contains(.answers)
    }
}
