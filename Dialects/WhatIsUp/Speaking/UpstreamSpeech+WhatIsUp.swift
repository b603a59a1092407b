public import DialectKit

extension UpstreamSpeech {
    /// WhatIsUp.dev, spoken to for one instance of a customer.
    ///
    /// The page says that a repeat under the same reference sends nothing new for "a few minutes":
    /// two of them are relied upon, for a message that comes twice is worse than one that is asked
    /// about.
    public static let whatisup = UpstreamSpeech(
        id: WhatIsUpDialect.dialectID,
        settings: WhatIsUpSetting.all,
        commands: .whatIsUp,
        readLink: WhatIsUpSpoken.readLink,
        events: .whatIsUp,
        referenceWindowMilliseconds: 120_000,
        listAccounts: WhatIsUpSpoken.listAccounts,
        accountSetting: WhatIsUpSetting.apiKey
    )
}

extension SpokenTable {
    /// What can be said, one operation of the vendor each.
    fileprivate static let whatIsUp: SpokenTable = {
        var table = SpokenTable(.whatIsUp)
        table.on(ConnectInstance.self, WhatIsUpSpoken.connect)
        table.on(RestartInstance.self, WhatIsUpSpoken.restart)
        table.on(SendMessage.self, WhatIsUpSpoken.send)
        table.on(MarkChat.self, WhatIsUpSpoken.mark)
        table.on(SetAvailability.self, WhatIsUpSpoken.availability)
        table.on(SendChatPresence.self, WhatIsUpSpoken.presence)
        return table
    }()
}

/// The vendor's operations as they are asked for.
enum WhatIsUpSpoken {}
