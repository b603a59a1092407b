import DialectKit

/// What cannot be said in this dialect, each loss written once.
enum Losses {
    static let forwarded = Loss("forwarded", .dropped, "Messages cannot be marked as forwarded")
    static let marksRead = Loss("marks_read", .dropped, "A send does not mark its chat as read")
    static let viewOnce = Loss("view_once", .dropped, "Files cannot be sent to be seen once")
    static let gif = Loss("gif", .dropped, "Films cannot be marked to play in a loop")
    static let caption = Loss("caption", .dropped, "Files of this kind have no words there")
    static let fileName = Loss("file_name", .dropped, "Files of this kind have no name there")
    static let jpeg = Loss("media_type", .approximated, "Pictures are turned into JPEG there")
    static let opus = Loss("media_type", .approximated, "Voice notes are turned into Opus there")
    static let webp = Loss("media_type", .approximated, "Stickers are turned into WebP there")
    static let film = Loss("media_type", .dropped, "The media type is taken from the file there")
    static let quote = Loss("quoted", .dropped, "Menus and buttons cannot quote there")
    static let footer = Loss(
        "list.no_footer",
        .synthesised,
        "A menu needs a footer, so a blank is sent"
    )
    static let heading = Loss(
        Loss.always,
        .approximated,
        "The heading is shown as bold words above the text, which is bold itself without one"
    )
    static let header = Loss(
        "buttons.header",
        .approximated,
        "Only a picture that can be fetched stands above buttons"
    )
    static let unmarkedLID = Loss(
        "lid_recipient",
        .dropped,
        "Chats that are known by LID alone are not marked, though success is told"
    )
    static let unnamedReader = Loss(
        "group_recipient",
        .approximated,
        "Read receipts in groups do not say whose message was read"
    )
    static let typing = Loss(
        Loss.always,
        .approximated,
        "The upstream shows it for three seconds and ends it by itself"
    )
    static let calls = Loss(Loss.always, .dropped, "Who may call is not told")
    static let callSetting = Loss("privacy.call", .dropped, "Who may call cannot be set")

    /// What sends of a kind of content may lose.
    static func ofSends(_ kind: String) -> [Loss] {
        let every = [forwarded, marksRead]
        switch kind {
        case "image": return every + [viewOnce, gif, jpeg]
        case "video", "document": return every + [viewOnce, gif]
        case "audio": return every + [viewOnce, gif, caption]
        case "voice": return every + [viewOnce, gif, caption, fileName, opus]
        case "video_note": return every + [viewOnce, gif, caption, fileName, film]
        case "sticker": return every + [viewOnce, gif, caption, fileName, webp]
        case "list": return every + [quote, footer]
        case "buttons": return every + [quote, heading, header]
        default: return every
        }
    }

    /// What marks may lose.
    static let ofReads = [unmarkedLID, unnamedReader]
}
