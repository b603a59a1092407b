internal import Canonical

/// Whom an instance knows that is carried elsewhere, by what its upstreams told.
extension Engine {
    /// The people as far as anything but their address is known of them.
    func acquaintances(
        _ people: [Address],
        of instance: Instance,
        _ ledger: Ledger
    ) -> [Contact] {
        var seen: Set<Address> = []
        return people.map { ledger.known($0, to: instance.id) }
            .filter { seen.insert($0).inserted }
            .compactMap { ledger.acquaintance($0, of: instance) }
    }
}

extension Ledger {
    fileprivate func acquaintance(_ address: Address, of instance: Instance) -> Contact? {
        let lid = address.phone.flatMap { remote.identities.lid(of: $0, in: instance.id) }
        if let account = instance.account,
            account.phone.equalityKey == address.phone?.equalityKey
        {
            return Contact(
                address: address,
                lid: account.lid ?? lid,
                name: account.pushName,
                pictureURL: account.pictureURL
            )
        }
        let name = remote.names[LaneKey(instance.id, address)] ?? ""
        guard lid != nil || !name.isEmpty else { return nil }
        guard case .lid(let digits) = address else {
            return Contact(address: address, lid: lid, name: name)
        }
        return Contact(address: address, lid: digits, name: name)
    }

    /// Remembers the name that a person shows.
    func noteName(of message: Message, in instance: InstanceID) {
        guard !message.isFromMe, !message.senderName.isEmpty else { return }
        remote.names[LaneKey(instance, message.sender)] = message.senderName
    }
}
