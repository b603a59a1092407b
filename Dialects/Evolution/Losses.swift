import DialectKit

/// What only this dialect loses, each loss written once; ``Loss`` has what several do.
enum Losses {
    static let fileName = Loss(
        Loss.Path.fileName,
        .dropped,
        "files of this kind have no name there"
    )
    static let jpeg = Loss(
        Loss.Path.mediaType,
        .approximated,
        "pictures are turned into JPEG there"
    )
    static let opus = Loss(
        Loss.Path.mediaType,
        .approximated,
        "voice notes are turned into Opus there"
    )
    static let webp = Loss(
        Loss.Path.mediaType,
        .approximated,
        "stickers are turned into WebP there"
    )
    static let film = Loss(
        Loss.Path.mediaType,
        .dropped,
        "the media type is taken from the file there"
    )
    static let quote = Loss(Loss.Path.quoted, .dropped, "menus and buttons answer no message")
    /// A quoted file goes by its id alone, and is lost where the server keeps no messages.
    static let lookedUp = Loss(
        Loss.Path.quoted,
        .approximated,
        "a quoted message that is no text is looked up in the server's database",
        known: .withAnswer
    )
    static let footer = Loss(
        Loss.Path.noListFooter,
        .synthesised,
        "a menu needs a footer, so a blank is sent"
    )
    static let heading = Loss(
        Loss.always,
        .approximated,
        "the heading is shown as bold words above the text, which is bold itself without one"
    )
    static let header = Loss(
        Loss.Path.buttonsHeader,
        .approximated,
        "only a picture that can be fetched stands above buttons"
    )
    static let unmarkedLID = Loss(
        Loss.Path.lidRecipient,
        .dropped,
        "chats that are known by LID alone are not marked, though success is told"
    )
    static let unnamedReader = Loss(
        Loss.Path.groupRecipient,
        .approximated,
        "read receipts in groups do not say whose message was read"
    )
    static let typing = Loss(
        Loss.always,
        .approximated,
        "the upstream shows it for three seconds and ends it by itself"
    )
    static let calls = Loss(Loss.always, .dropped, "who may call is not told")
    static let unchecked = Loss(
        Loss.Path.lidRecipient,
        .approximated,
        "a LID is said to be on WhatsApp without being looked up"
    )
    static let callSetting = Loss(Loss.Path.privacy(.call), .dropped, "who may call cannot be set")

    /// What sends of a kind of content may lose.
    static func ofSends(_ kind: String) -> [Loss] {
        let every: [Loss] = [.forwarded, .marksRead]
        switch kind {
        case "image": return every + [lookedUp, .viewOnce, .gif, jpeg]
        case "video", "document": return every + [lookedUp, .viewOnce, .gif]
        case "audio": return every + [lookedUp, .viewOnce, .gif, .caption]
        case "voice": return every + [lookedUp, .viewOnce, .gif, .caption, fileName, opus]
        case "video_note": return every + [lookedUp, .viewOnce, .gif, .caption, fileName, film]
        case "sticker": return every + [lookedUp, .viewOnce, .gif, .caption, fileName, webp]
        case "list": return every + [quote, footer]
        case "buttons": return every + [quote, heading, header]
        default: return every + [lookedUp]
        }
    }

    /// What marks may lose.
    static let ofReads = [unmarkedLID, unnamedReader]
}
