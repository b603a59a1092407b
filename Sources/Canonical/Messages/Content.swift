/// What a message says.
///
/// Boxed, for a message goes through many hands before it is stored and answered.
public indirect enum Content: Equatable, Sendable {
    /// Words.
    case text(TextContent)
    /// A file: picture, sound, film, document, sticker.
    case media(MediaContent)
    /// A menu that opens.
    case list(ListContent)
    /// Words with buttons, under an optional picture.
    case buttons(ButtonsContent)
    /// A question with options to vote for.
    case poll(PollContent)
    /// What somebody chose in a menu or with a button; it quotes the message it answers.
    case reply(ReplyContent)

    /// The kind's stable name in the journal, the control API and the metrics.
    public var kind: String {
        switch self {
        case .text: "text"
        case .media(let media): media.kind.rawValue
        case .list: "list"
        case .buttons: "buttons"
        case .poll: "poll"
        case .reply: "reply"
        }
    }
}

/// Words, with whom they mention.
public struct TextContent: Equatable, Sendable {
    /// The words, markdown as WhatsApp reads it.
    public var text: String
    /// Who is mentioned; the text holds `@digits` for each.
    public var mentions: [Address]

    /// Makes a text.
    public init(_ text: String, mentions: [Address] = []) {
        self.text = text
        self.mentions = mentions
    }
}

/// A file that travels with a message.
public struct MediaContent: Equatable, Sendable {
    /// What the file is to the reader.
    public enum Kind: String, Sendable, CaseIterable {
        /// A picture.
        case image
        /// A film.
        case video
        /// A round film recorded on the spot.
        case videoNote = "video_note"
        /// A sound file.
        case audio
        /// A voice note.
        case voice
        /// Any other file.
        case document
        /// A sticker.
        case sticker
    }

    /// Where the bytes come from.
    public enum Source: Equatable, Sendable {
        /// To be fetched from this URL.
        case url(String)
        /// Given with the command.
        case bytes([UInt8])
        /// Already kept under this description.
        case kept(KeptMedia)
    }

    /// What the file is to the reader.
    public var kind: Kind
    /// Where the bytes come from.
    public var source: Source
    /// The media type the caller named, nil to take it from the content.
    public var mediaType: String?
    /// The name shown for documents.
    public var fileName: String?
    /// The words under it.
    public var caption: String?
    /// Whether it can be opened only once.
    public var isViewOnce: Bool
    /// Whether a film plays in a loop without sound.
    public var isGIF: Bool

    /// Makes a file's description.
    public init(
        kind: Kind,
        source: Source,
        mediaType: String? = nil,
        fileName: String? = nil,
        caption: String? = nil,
        isViewOnce: Bool = false,
        isGIF: Bool = false
    ) {
        self.kind = kind
        self.source = source
        self.mediaType = mediaType
        self.fileName = fileName
        self.caption = caption
        self.isViewOnce = isViewOnce
        self.isGIF = isGIF
    }

    /// The description of the kept bytes, nil while they are still to be fetched.
    public var kept: KeptMedia? {
        if case .kept(let kept) = source { return kept }
        return nil
    }
}

/// A file that the gateway keeps, described as WhatsApp's media servers would.
public struct KeptMedia: Equatable, Sendable {
    /// The bytes' SHA-256 in lower-case hex; also the name under which they are read back.
    public let sha256: String
    /// How many bytes.
    public let byteCount: Int
    /// Their media type.
    public let mediaType: String
    /// The 32-byte key in base64 that the encrypted copy would have.
    public let mediaKey: String
    /// The SHA-256 in base64 of the encrypted copy.
    public let encryptedSHA256: String
    /// The path of the encrypted copy on WhatsApp's media servers.
    public let directPath: String
    /// The URL of the encrypted copy.
    public let encryptedURL: String

    /// Makes a description.
    public init(
        sha256: String,
        byteCount: Int,
        mediaType: String,
        mediaKey: String,
        encryptedSHA256: String,
        directPath: String,
        encryptedURL: String
    ) {
        self.sha256 = sha256
        self.byteCount = byteCount
        self.mediaType = mediaType
        self.mediaKey = mediaKey
        self.encryptedSHA256 = encryptedSHA256
        self.directPath = directPath
        self.encryptedURL = encryptedURL
    }
}
