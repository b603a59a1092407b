public import DialectKit

extension UpstreamSpeech {
    /// Evolution API v2, as its server of version 2.3.6 understands it.
    ///
    /// A send carries no reference of the client, so one whose end is unknown is found again by its
    /// echo alone.
    public static let evolution = UpstreamSpeech(
        id: DialectID("evolution"),
        settings: EvolutionSetting.all,
        commands: .evolution,
        readLink: LinkTalk.read,
        events: .evolution,
        listAccounts: AccountsTalk.list
    )
}

extension SpokenTable {
    /// Every command that is said, with who says it.
    static let evolution: SpokenTable = {
        var table = SpokenTable(.evolution)
        table.on(ConnectInstance.self, ConnectTalk.say)
        table.on(DisconnectInstance.self, DisconnectTalk.say)
        table.on(RestartInstance.self, RestartTalk.say)
        table.on(SendMessage.self, SendTalk.say)
        table.on(MarkChat.self, MarkTalk.say)
        table.on(RevokeMessage.self, RevokeTalk.say)
        table.on(CheckNumbers.self, CheckTalk.say)
        table.on(GetProfilePicture.self, PictureTalk.say)
        table.on(BlockContact.self, BlockTalk.say)
        table.on(CreateGroup.self, GroupTalk.create)
        table.on(ListGroups.self, GroupTalk.list)
        table.on(GetGroup.self, GroupTalk.info)
        table.on(ChangeParticipants.self, ParticipantsTalk.say)
        table.on(RestrictGroup.self, GroupTalk.restrict)
        table.on(LeaveGroup.self, GroupTalk.leave)
        table.on(GetPrivacy.self, PrivacyTalk.get)
        table.on(SetPrivacy.self, PrivacyTalk.set)
        table.on(SetAvailability.self, PresenceTalk.ofSelf)
        table.on(SendChatPresence.self, PresenceTalk.inChat)
        return table
    }()
}
