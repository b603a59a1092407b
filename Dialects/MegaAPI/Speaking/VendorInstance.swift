import DialectKit

/// One instance at the vendor: its key, which is in every path, and the token that opens it.
struct VendorInstance {
    /// The key as it is written.
    let key: String
    /// The token.
    let token: String

    /// Takes both from the settings.
    init(_ context: SpokenContext) throws(CommandFailure) {
        key = try context.setting(MegaAPISetting.key)
        token = try context.setting(MegaAPISetting.token)
    }

    /// Makes a request, with `{key}` in the path for the instance's.
    ///
    /// `User-Agent` is a browser's in form, because the vendor's edge refuses those of some
    /// libraries.
    func request(
        _ method: HTTPMethod,
        _ path: String,
        query: [(name: String, value: String)] = [],
        effect: UpstreamRequest.Effect = .safe,
        body: UpstreamRequest.Body? = nil
    ) -> UpstreamRequest {
        let segments = path.split(separator: "/").map { $0 == "{key}" ? key : String($0) }
        return UpstreamRequest(
            method,
            UpstreamRequest.target(segments, query: query),
            fields: [
                HTTPField("Authorization", "Bearer \(token)"),
                HTTPField("User-Agent", "Mozilla/5.0 (compatible; Sotaque)"),
            ],
            body: body,
            effect: effect
        )
    }

    /// Makes a POST whose body's members are written by the closure.
    func post(
        _ path: String,
        effect: UpstreamRequest.Effect = .safe,
        _ members: (inout JSONWriter) -> Void
    ) -> UpstreamRequest {
        var json = JSONWriter(capacity: 512)
        json.object(members)
        let body = UpstreamRequest.Body(mediaType: "application/json", bytes: json.bytes)
        return request(.post, path, effect: effect, body: body)
    }

    /// How the instance stands.
    var status: UpstreamRequest { request(.get, "/rest/instance/{key}") }
}
