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
        let pairs = query.map { "\($0.name)=\($0.value.queryEncoded)" }.joined(separator: "&")
        let path = path.replacing("{key}", with: key.segmentEncoded)
        return UpstreamRequest(
            method,
            pairs.isEmpty ? path : "\(path)?\(pairs)",
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

extension String {
    /// The text as a segment of a path.
    fileprivate var segmentEncoded: String { percentEncoded(keeping: "") }

    /// The text as a value in a query, where the vendor's own examples leave `@` as it is.
    fileprivate var queryEncoded: String { percentEncoded(keeping: "@") }

    /// Percent-encodes everything but the unreserved characters (RFC 3986 section 2.3) and those.
    private func percentEncoded(keeping kept: String) -> String {
        var encoded = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where kept.utf8.contains(byte):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return encoded
    }
}
