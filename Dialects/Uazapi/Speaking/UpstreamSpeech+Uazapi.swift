public import DialectKit

extension UpstreamSpeech {
    /// uazapi, spoken.
    ///
    /// Its `track_id` comes back in answers, echoes and searches, and never dedupes.
    public static let uazapi = UpstreamSpeech(
        id: UazapiDialect.dialectID,
        settings: [.uazapiToken, .uazapiAdminToken],
        commands: .uazapi,
        readLink: SpokenStatus.readLink,
        events: .uazapi,
        findSent: SpokenFind.findSent,
        listAccounts: SpokenAccounts.list,
        accountSetting: UpstreamSetting.uazapiAdminToken.name
    )
}

extension SpokenTable {
    fileprivate static let uazapi: SpokenTable = {
        var table = SpokenTable(.uazapi)
        table.on(ConnectInstance.self, SpokenConnect.say)
        table.on(DisconnectInstance.self, SpokenDisconnect.say)
        table.on(RestartInstance.self, SpokenRestart.say)
        table.on(GetPrivacy.self, SpokenPrivacy.say)
        table.on(SetPrivacy.self, SpokenPrivacy.say)
        table.on(SetAvailability.self, SpokenPresence.say)
        table.on(SendChatPresence.self, SpokenPresence.say)
        table.on(SendMessage.self, SpokenSend.say)
        table.on(MarkChat.self, SpokenMark.say)
        table.on(RevokeMessage.self, SpokenRevoke.say)
        table.on(CheckNumbers.self, SpokenCheck.say)
        table.on(GetProfilePicture.self, SpokenPicture.say)
        table.on(BlockContact.self, SpokenBlock.say)
        table.on(ListBlocked.self, SpokenBlocklist.say)
        table.on(CreateGroup.self, SpokenGroups.say)
        table.on(ListGroups.self, SpokenGroups.say)
        table.on(GetGroup.self, SpokenGroups.say)
        table.on(ChangeParticipants.self, SpokenGroupChanges.say)
        table.on(RestrictGroup.self, SpokenGroupChanges.say)
        table.on(LeaveGroup.self, SpokenGroups.say)
        return table
    }()
}
