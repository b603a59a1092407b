public import DialectKit

extension UpstreamSpeech {
    /// ZapyAPI, spoken to for one instance of an account.
    ///
    /// Repeats are new messages: the vendor takes no reference, and shows no messages that could be
    /// looked through for one.
    public static let zapyapi = UpstreamSpeech(
        id: .zapyAPI,
        settings: ZapyAPISetting.all,
        commands: .zapyAPI,
        readLink: ZapyAPISpoken.readLink,
        events: .zapyAPI,
        listAccounts: ZapyAPISpoken.listAccounts,
        accountSetting: ZapyAPISetting.apiKey
    )
}

extension SpokenTable {
    /// What can be said, one operation of the vendor each.
    fileprivate static let zapyAPI: SpokenTable = {
        var table = SpokenTable(.zapyAPI)
        table.on(ConnectInstance.self, ZapyAPISpoken.connect)
        table.on(RestartInstance.self, ZapyAPISpoken.restart)
        table.on(DisconnectInstance.self, ZapyAPISpoken.disconnect)
        table.on(SendMessage.self, ZapyAPISpoken.send)
        table.on(CheckNumbers.self, ZapyAPISpoken.checkNumbers)
        table.on(GetProfilePicture.self, ZapyAPISpoken.profilePicture)
        table.on(BlockContact.self, ZapyAPISpoken.block)
        table.on(GetGroup.self, ZapyAPISpoken.group)
        table.on(SetAvailability.self, ZapyAPISpoken.availability)
        table.on(SendChatPresence.self, ZapyAPISpoken.presence)
        return table
    }()
}

/// The vendor's operations as they are asked for, one file each.
enum ZapyAPISpoken {}
