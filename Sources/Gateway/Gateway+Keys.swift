internal import Engine

extension Gateway {
    /// Writes down when keys were last used; to be called now and then, and at the end.
    ///
    /// What cannot be stored is written down the next time.
    public func writeKeyUses() async {
        let uses = authenticator.uses.take()
        guard case .failure = await engine.noteUses(of: uses) else { return }
        authenticator.uses.giveBack(uses)
    }
}
