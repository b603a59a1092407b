import DialectKit

/// Requests to look into.
enum UpstreamRequestSample {
    static func body(_ text: String) -> UpstreamRequest {
        let body = UpstreamRequest.Body(mediaType: "text/plain", bytes: Array(text.utf8))
        return UpstreamRequest(.post, "/", body: body)
    }

    static func target(_ target: String) -> UpstreamRequest { UpstreamRequest(.get, target) }
}
