internal import Observability
internal import QRImage
internal import Wire

/// Draws QR codes as PNG data URLs, each text once: one code is shown to many and told again.
final class QRPainter: Sendable {
    private struct Picture {
        let text: String
        let url: String
    }

    private static let kept = 32
    private let pictures = Lock([Picture]())

    /// The code as a data URL, empty for a text that no code can hold.
    func draw(_ text: String) -> String {
        let known = pictures.withLock { pictures in pictures.first { $0.text == text }?.url }
        if let known { return known }
        guard let symbol = try? QRSymbol(encoding: text) else { return "" }
        let url = DataURL(mediaType: "image/png", bytes: PNGImage.encode(symbol)).text
        pictures.withLock { pictures in
            pictures.append(Picture(text: text, url: url))
            if pictures.count > Self.kept { pictures.removeFirst() }
        }
        return url
    }
}
