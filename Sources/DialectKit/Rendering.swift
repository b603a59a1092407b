extension HTTPResponse {
    /// An answer with a JSON body.
    public static func json(_ status: Int = 200, _ value: JSONValue) -> HTTPResponse {
        HTTPResponse(status: status, fields: Self.jsonFields, body: value.serialized())
    }

    /// An answer with a JSON body that is written straight into its bytes.
    public static func json(
        _ status: Int = 200,
        capacity: Int = 512,
        _ write: (inout JSONWriter) -> Void
    ) -> HTTPResponse {
        var writer = JSONWriter(capacity: capacity)
        write(&writer)
        return HTTPResponse(status: status, fields: Self.jsonFields, body: writer.bytes)
    }

    /// An answer with a JSON body that is spelled out; see `JSONForm`.
    public static func json(_ status: Int = 200, form: JSONForm) -> HTTPResponse {
        HTTPResponse(status: status, fields: Self.jsonFields, body: form.bytes)
    }

    /// An answer without a body.
    public static func empty(_ status: Int) -> HTTPResponse { HTTPResponse(status: status) }

    /// The one Content-Type of every JSON answer.
    public static let jsonType = HTTPField("Content-Type", "application/json; charset=utf-8")
    private static let jsonFields = [jsonType]
}
