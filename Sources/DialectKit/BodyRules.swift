/// How a dialect reads bodies.
public struct BodyRules: Sendable {
    /// Whether every Content-Type is read as JSON.
    public let readsAnyType: Bool

    /// Makes the rules.
    public init(readsAnyType: Bool = false) { self.readsAnyType = readsAnyType }

    /// Reads a body; an absent one is read as an object without members.
    ///
    /// - Throws: ``WireError`` for a Content-Type that is not read, for bytes that are not JSON, for
    ///   JSON that is no object, and whatever the body's own reader finds.
    @inlinable
    func read<Body: WireDecodable>(
        _ type: Body.Type,
        from request: RequestView
    ) throws(WireError) -> Body {
        if Body.self == NoBody.self { return try Body(from: WireObject(JSONObject())) }
        try checkType(of: request)
        if let usual = Body(usual: request.body.span) { return usual }
        return try Body(from: object(in: request.body))
    }

    /// Refuses a body of a type that is not read.
    @usableFromInline
    func checkType(of request: RequestView) throws(WireError) {
        guard request.body.isEmpty || readsAnyType || request.saysJSON else {
            throw WireError(.unsupportedType, path: "", "Content-Type must be application/json")
        }
    }

    @usableFromInline
    func object(in body: [UInt8]) throws(WireError) -> WireObject {
        guard !body.isEmpty else { return WireObject(JSONObject()) }
        let value: JSONValue
        do { value = try JSONReader.read(body) } catch {
            throw WireError(.malformed(offset: error.offset), path: "", error.message)
        }
        guard let object = value.object else {
            throw WireError(.wrongType, path: "", "the body must be a JSON object")
        }
        return WireObject(object)
    }

    /// What nearly every client sends, known without taking the value apart.
    private static let usualTypes: [StaticString] = [
        "application/json", "application/json; charset=utf-8", "application/json;charset=utf-8",
        "application/json; charset=UTF-8", "application/json;charset=UTF-8",
    ]

    /// `application/json` and `+json` in any case, with parameters; absent counts as JSON.
    public static func isJSON(_ fields: HTTPFields) -> Bool {
        guard !fields.first("content-type", isAmong: usualTypes),
            let contentType = fields["content-type"]
        else { return true }
        let type = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        guard type == "application/json" || type.hasSuffix("+json") else { return false }
        let charset = contentType.lowercased().split(separator: "charset=")
        guard charset.count > 1, let value = charset.last else { return true }
        return value.filter { $0 != "\"" && $0 != "'" }.hasPrefix("utf-8")
    }
}
