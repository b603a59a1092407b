import DialectKit
import Wire

extension FixtureRequest {
    /// Reads a request; a step has members besides.
    init(_ object: WireObject, besides others: [String]) throws(WireError) {
        let known = ["method", "path", "headers", "body", "bodyText"] + others
        for key in object.json.keys where !known.contains(key) {
            throw WireError(.invalidValue, path: object.path(of: key), "is not known here")
        }
        method = try object.choice("method", HTTPMethod.self)
        path = try object.string("path")
        guard path.hasPrefix("/") else { throw object.invalid("path", "must begin with a slash") }
        headers = try object.pairs("headers")
        body = try Body(object)
    }
}

extension FixtureRequest.Body {
    fileprivate init(_ object: WireObject) throws(WireError) {
        let text = try object.optionalString("bodyText")
        switch (object.json["body"], text) {
        case (nil, nil): self = .none
        case (let value?, nil): self = .json(value)
        case (nil, let text?): self = .text(text)
        default: throw object.invalid("bodyText", "cannot stand beside body")
        }
    }
}

extension GivenStep {
    init(_ object: WireObject) throws(WireError) {
        request = try FixtureRequest(object, besides: ["status", "capture"])
        status = try object.int("status")
        var captures: [(name: String, path: JSONPath)] = []
        for (name, text) in try object.pairs("capture") {
            guard let path = JSONPath(text) else {
                throw object.invalid("capture", "has no path \(text)")
            }
            captures.append((name, path))
        }
        self.captures = captures
    }
}
