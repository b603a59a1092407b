internal import Wire

/// Decides which answers go out as gzip, and makes them.
struct ResponseCompression: ~Copyable {
    private var deflater: GzipDeflater?

    /// Smaller bodies gain nothing; larger ones would hold up the loop's other connections.
    private static let sizes = 1024...1024 * 1024

    /// Whether an answer may go out otherwise than it is.
    static func concerns(_ response: HTTPResponse) -> Bool {
        sizes.contains(response.body.count) && isCompressible(response)
    }

    /// What goes out for an answer that this concerns: as gzip if the client wants it so.
    mutating func apply(_ response: HTTPResponse, _ request: HTTPRequestHead) -> HTTPResponse {
        var answer = response
        answer.fields.append(HTTPField("Vary", "Accept-Encoding"))
        guard
            let accepted = request.fields["accept-encoding"],
            AcceptEncoding.prefersGzip(accepted),
            let packed = deflate(response.body)
        else { return answer }
        answer.fields.append(HTTPField("Content-Encoding", "gzip"))
        answer.body = packed
        return answer
    }

    private mutating func deflate(_ body: [UInt8]) -> [UInt8]? {
        var deflater = self.deflater.take() ?? GzipDeflater()
        let packed = deflater.deflate(body)
        self.deflater = consume deflater
        return packed
    }

    private static func isCompressible(_ response: HTTPResponse) -> Bool {
        guard ResponseSerializer.mayHaveBody(response.status), response.status != 206 else {
            return false
        }
        var hasTextType = false
        for field in response.fields {
            switch field.name.lowercased() {
            case "content-encoding", "content-range": return false
            case "content-type": hasTextType = isText(field.value.lowercased())
            default: break
            }
        }
        return hasTextType
    }

    private static func isText(_ type: String) -> Bool {
        let essence = type.prefix { $0 != ";" && $0 != " " }
        return (essence.hasPrefix("text/") && essence != "text/event-stream")
            || essence.hasSuffix("json") || essence.hasSuffix("xml")
            || essence.hasSuffix("javascript")
    }
}
