public import Canonical

extension EventView {
    /// The group of the chat, as far as it is known.
    public var group: Group? { surroundings.group }

    /// Somebody whom the event names, nil when the account does not know them.
    public func contact(_ address: Address) -> Contact? {
        surroundings.contacts.first { contact in
            if let phone = address.phone, let known = contact.address.phone {
                return phone.equalityKey == known.equalityKey
            }
            if case .lid(let digits) = address, digits == contact.lid { return true }
            return contact.address == address
        }
    }
}
