import DialectKit

/// UUIDs that stand for things by what these are, so that none need be kept.
///
/// The same thing of the same instance has the same one for ever: what a send answers as `id` is the
/// `id` of the message's events.
enum StableUUID {
    /// That of a message.
    static func of(_ message: MessageID, in instance: String) -> String {
        of("\(instance)\n\(message.text)")
    }

    /// That of a contact.
    static func of(_ contact: Address, in instance: String) -> String {
        of("\(instance)\n\(contact.jid)")
    }

    /// A version 4 UUID out of FNV-1a with 128 bits, 122 of which stay.
    private static func of(_ text: String) -> String {
        let hash = FNV1a.wideHash(text.utf8)
        return Entropy.uuid(
            stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: hash >> $0) }
        )
    }
}
