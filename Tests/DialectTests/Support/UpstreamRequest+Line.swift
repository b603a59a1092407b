import DialectKit

extension UpstreamRequest {
    /// The method, the target and the body on one line, without the fields.
    var line: String {
        let body = body.map { " " + String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        return "\(method.rawValue) \(target)\(body)"
    }
}
