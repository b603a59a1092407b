import DialectKit

extension HTTPResponse {
    /// The envelope of a success: `error` first, then a line of prose, then what `payload` adds.
    static func success(
        _ message: String,
        payload: (inout JSONWriter) -> Void = { _ in }
    ) -> HTTPResponse {
        .json { json in
            json.object { json in
                json.member("error", false)
                json.member("message", message)
                payload(&json)
            }
        }
    }
}
