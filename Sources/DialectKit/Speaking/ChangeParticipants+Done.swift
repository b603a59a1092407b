extension ChangeParticipants.Change {
    /// Whether WhatsApp's status for one member says that the member is as was asked for.
    ///
    /// A repeat finds that done already: 409 of somebody who is to be added is a member, and 404 of
    /// somebody who is to be removed is none (both assumed).
    public func isDone(status: Int?) -> Bool {
        switch (self, status) {
        case (_, 200), (.add, 409), (.remove, 404): true
        case (.add, _), (.remove, _), (.promote, _), (.demote, _): false
        }
    }
}
