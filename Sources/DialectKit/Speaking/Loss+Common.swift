/// What several upstreams lose, each fact in the same words.
extension Loss {
    /// What a code that comes as a picture lacks.
    public static let textOfCode = Loss(
        Path.pairingText,
        .dropped,
        "the QR code comes as a picture without its text",
        known: .withAnswer
    )
    /// A vendor without a mark of forwarding.
    public static let forwarded = Loss(
        Path.forwarded,
        .dropped,
        "no message is marked as forwarded"
    )
    /// A vendor whose sends leave the chat as it is.
    public static let marksRead = Loss(Path.marksRead, .dropped, "no send marks its chat as read")
    /// A vendor whose texts name nobody.
    public static let mentions = Loss(Path.mentions, .dropped, "texts mention nobody")
    /// A kind of file that has no name.
    public static let fileName = Loss(Path.fileName, .dropped, "only documents have a name")
    /// A kind of file that has no caption.
    public static let caption = Loss(
        Path.caption,
        .dropped,
        "files of this kind have no words under them"
    )
    /// A kind of file that stays.
    public static let viewOnce = Loss(
        Path.viewOnce,
        .dropped,
        "files of this kind can be opened for ever"
    )
    /// A kind of file that does not play by itself.
    public static let gif = Loss(Path.gif, .dropped, "files of this kind do not play by themselves")
    /// A vendor that marks chats as a whole.
    public static let wholeChat = Loss(Path.upTo, .approximated, "the whole chat is marked")
    /// A vendor that takes no type for a file that it fetches.
    public static let typeAtURL = Loss(
        Path.mediaType,
        .dropped,
        "the type of a file at a URL is what its server says",
        known: .withAnswer
    )
    /// A vendor whose words for who may see something are not all known.
    public static let unknownAudience = Loss(
        always,
        .dropped,
        "a setting with an audience that is not known is left out",
        known: .withAnswer
    )
}

extension MediaContent {
    /// What of its type is lost where files are fetched and no type is taken.
    public var lossesOfFetching: [Loss] {
        guard mediaType != nil, case .url = source else { return [] }
        return [.typeAtURL]
    }
}

extension Content {
    /// What of a file's type is lost where files are fetched and no type is taken.
    public var lossesOfFetching: [Loss] {
        if case .media(let media) = self { return media.lossesOfFetching }
        return []
    }
}
