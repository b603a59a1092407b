extension Participant {
    /// A member by the one address that is told: a LID is its own.
    public init(told address: Address, role: Role) {
        self.init(address: address, lid: address.lid, role: role)
    }
}
