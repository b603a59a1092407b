import DialectKit

extension UpstreamSpeech {
    /// A spoken dialect with that table, which can say the commands of these types.
    static func toy(
        _ name: String,
        _ rows: [AbilityTable.Row],
        saying says: [any Command.Type] = []
    ) -> UpstreamSpeech {
        var commands = SpokenTable(AbilityTable(rows))
        for type in says { commands.addToy(type) }
        return UpstreamSpeech(
            id: DialectID(name),
            settings: [],
            commands: commands,
            readLink: { _ in .done(Told(seen: [])) }
        )
    }

    /// It cannot quote with texts, sends pictures without names, and has no lists.
    static let north = toy(
        "north",
        [
            .init("message.send", "text", .lossy([noQuotes])),
            .init("message.send", "image", .lossy([noNames, noCaptions]), .observed),
            .init("message.send", "video", .lossy([noNames, noCaptions]), .observed),
            .init("message.send", "list", .unsupported("Lists are not sent")),
            .init("privacy.get", nil, .exact),
            .init("presence.self", "online", .exact, .assumed),
        ],
        saying: [SendMessage.self, GetPrivacy.self, SetAvailability.self]
    )

    /// It can send texts.
    static let south = toy(
        "south",
        [.init("message.send", "text", .exact)],
        saying: [SendMessage.self]
    )

    static let noQuotes = Loss("quoted", .dropped, "texts cannot quote")
    static let noNames = Loss(Loss.always, .renamedValue, "files get names of their own")
    static let noCaptions = Loss("caption", .dropped, "words under files are not sent")
}

extension SpokenTable {
    fileprivate mutating func addToy<C: Command>(_ type: C.Type) {
        on(type) { (_, _) throws(CommandFailure) -> Conversation<C.Outcome> in
            throw CommandFailure(.capabilityUnsupported, "Toys say nothing")
        }
    }
}

extension CommandUse {
    /// A use in the dialect `toy`, on the given day or the first one.
    static func toy(
        _ command: String,
        _ variant: String? = nil,
        _ fields: [String] = [],
        count: Int = 1,
        day: Int = 20_000
    ) -> CommandUse {
        CommandUse(
            shape: Shape(
                dialect: DialectID("toy"),
                command: command,
                variant: variant,
                fields: fields
            ),
            day: day,
            count: count
        )
    }
}
