internal import Canonical

/// What a file is, by its first bytes.
enum FileType {
    private static let signatures: [(offset: Int, bytes: [UInt8], type: String)] = [
        (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
        (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        (0, Array("GIF8".utf8), "image/gif"),
        (8, Array("WEBP".utf8), "image/webp"),
        (0, Array("%PDF-".utf8), "application/pdf"),
        (0, Array("OggS".utf8), "audio/ogg"),
        (0, Array("ID3".utf8), "audio/mpeg"),
        (0, [0xFF, 0xFB], "audio/mpeg"),
        (4, Array("ftypM4A".utf8), "audio/mp4"),
        (4, Array("ftyp".utf8), "video/mp4"),
        (0, [0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
        (0, [0x50, 0x4B, 0x03, 0x04], "application/zip"),
    ]

    /// The media type that the content shows, nil when it shows none.
    static func sniff(_ bytes: [UInt8]) -> String? {
        signatures.first { signature in
            bytes.dropFirst(signature.offset).starts(with: signature.bytes)
        }?.type
    }

    /// Whether content of that type can be sent as that kind; unknown content fits everywhere, and
    /// everything is a document.
    static func fits(_ type: String?, _ kind: MediaContent.Kind) -> Bool {
        guard let type else { return true }
        let family = type.prefix { $0 != "/" }
        switch kind {
        case .document: return true
        case .image, .sticker: return family == "image"
        case .video, .videoNote: return family == "video" || type == "image/gif"
        case .audio, .voice: return family == "audio" || family == "video"
        }
    }
}
