public import DialectKit

extension UpstreamSpeech {
    /// The vendor's language, spoken to one of its instances.
    ///
    /// Nothing that a client could name travels with a send, so one whose end is unknown is not
    /// looked for: its echo tells.
    public static let megaapi = UpstreamSpeech(
        id: .megaAPI,
        settings: MegaAPISetting.all,
        commands: .megaAPI,
        readLink: { (context) throws(CommandFailure) in
            let vendor = try VendorInstance(context)
            return .ask(vendor.status) { (reply) throws(CommandFailure) in
                .done(Told(seen: try LinkStatus(reply).observations(context)))
            }
        },
        events: .megaAPI,
        listAccounts: { (context) throws(CommandFailure) in
            try AccountListing(context).conversation
        }
    )
}

extension SpokenTable {
    /// Every command that has a route.
    fileprivate static let megaAPI: SpokenTable = {
        var table = SpokenTable(.megaAPI)
        table.add(ConnectInstance.self)
        table.add(DisconnectInstance.self)
        table.add(RestartInstance.self)
        table.add(SendMessage.self)
        table.add(MarkChat.self)
        table.add(RevokeMessage.self)
        table.add(CheckNumbers.self)
        table.add(GetProfilePicture.self)
        table.add(BlockContact.self)
        table.add(CreateGroup.self)
        table.add(ListGroups.self)
        table.add(GetGroup.self)
        table.add(ChangeParticipants.self)
        table.add(RestrictGroup.self)
        table.add(LeaveGroup.self)
        table.add(SetAvailability.self)
        table.add(SendChatPresence.self)
        return table
    }()

    /// Adds a command.
    private mutating func add<C: SpokenCommand>(_ type: C.Type) {
        on(type) { (command, context) throws(CommandFailure) in
            try command.conversation(context)
        }
    }
}

/// A command that the vendor has a route for.
protocol SpokenCommand: Command {
    /// What is said to carry it out.
    func conversation(_ context: SpokenContext) throws(CommandFailure) -> Conversation<Outcome>
}
