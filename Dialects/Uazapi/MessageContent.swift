import DialectKit

/// The raw WhatsApp content inside the vendor's Message object.
///
/// Sizes, previews and durations that live servers add are left out: they are not known here.
struct MessageContent {
    let message: Message

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        switch message.content {
        case .text(let text):
            writeContextInfo(&writer, mentions: text.mentions)
            writer.member("text", text.text)
        case .media(let media):
            write(media, &writer)
            writeContextInfo(&writer)
        case .list, .buttons, .poll, .reply:
            writeContextInfo(&writer)
        }
    }

    private func writeContextInfo(_ writer: inout JSONWriter, mentions: [Address] = []) {
        // Of most messages there is nothing to say.
        if mentions.isEmpty, message.quoted == nil, !message.isForwarded {
            return writer.members(literal: #""contextInfo":{}"#)
        }
        writer.member("contextInfo", writeContext)
    }

    /// Writes the members of words that were not sent through the gateway, as they were seen.
    func writeReceived(_ words: TextContent, _ writer: inout JSONWriter) {
        writer.member("text", words.text)
        writer.member("previewType", 0)
        writer.member("contextInfo") { writer in
            writer.member("expiration", 0)
            writer.member("disappearingMode") { writer in
                writer.member("initiator", 0)
                writer.member("trigger", 0)
                writer.member("initiatedByMe", false)
            }
            writeContext(&writer)
        }
        writer.member("inviteLinkGroupTypeV2", 0)
    }

    private func write(_ media: MediaContent, _ writer: inout JSONWriter) {
        if let kept = media.kept {
            write(kept, &writer)
        } else if let mediaType = media.mediaType {
            writer.member("mimetype", mediaType)
        }
        if media.kind == .voice { writer.member("PTT", true) }
        if media.isGIF { writer.member("gifPlayback", true) }
        if media.isViewOnce { writer.member("viewOnce", true) }
        if let fileName = media.fileName { writer.member("fileName", fileName) }
        if let caption = media.caption { writer.member("caption", caption) }
    }

    private func write(_ kept: KeptMedia, _ writer: inout JSONWriter) {
        writer.member("URL", kept.encryptedURL)
        writer.member("mimetype", kept.mediaType)
        writer.member("fileSHA256", Base64.encode(Hex.decode(kept.sha256) ?? []))
        writer.member("fileLength", kept.byteCount)
        writer.member("mediaKey", kept.mediaKey)
        writer.member("fileEncSHA256", kept.encryptedSHA256)
        writer.member("directPath", kept.directPath)
    }

    /// What the message answers, whom it mentions and whether it was forwarded; often nothing.
    private func writeContext(_ writer: inout JSONWriter) {
        if let quoted = message.quoted {
            writer.member("stanzaID", quoted.id.text)
            if let sender = quoted.sender { writer.member("participant", sender.jid) }
        }
        if case .text(let text) = message.content, !text.mentions.isEmpty {
            writer.memberArray("mentionedJID") { writer in
                for mention in text.mentions { writer.string(mention.jid) }
            }
        }
        if message.isForwarded {
            writer.member("forwardingScore", 1)
            writer.member("isForwarded", true)
        }
    }
}
