extension AbilityTable {
    /// What a command loses on its way: those losses of its row that every use has or that concern
    /// a field it uses, and that are known before it is said.
    ///
    /// - Throws: `capability.unsupported` when its row says that it cannot be carried at all.
    public func losses<C: Command>(of command: C) throws(CommandFailure) -> [Loss] {
        switch ability(of: C.traits.name, command.variant) {
        case .exact: return []
        case .lossy(let losses):
            let fields = Set(command.fields)
            return losses.filter { $0.isCertain(with: fields) }
        case .unsupported(let reason):
            let sentence = reason.prefix(1).uppercased() + reason.dropFirst()
            throw CommandFailure(.capabilityUnsupported, sentence)
        }
    }
}
