import DialectKit
import Wire

extension ExpectedAnswer {
    init(_ object: WireObject) throws(WireError) {
        try object.refuseMembers(
            except: "status",
            "match",
            "headers",
            "body",
            "bodyText",
            "contains",
            "vary",
            "fixed",
            "absent"
        )
        self.init(
            status: try object.int("status"),
            match: try Match(object),
            headers: try object.pairs("headers"),
            contains: try object.optionalString("contains"),
            absent: try object.paths("absent")
        )
        guard (100...599).contains(status) else {
            throw object.invalid("status", "must be between 100 and 599")
        }
    }
}

extension ExpectedAnswer.Match {
    /// The ways to match that a fixture names.
    private enum Word: String {
        case exact
        case shape
        case status
    }

    fileprivate init(_ object: WireObject) throws(WireError) {
        let word = try object.choice("match", Word.self)
        let body = object.json["body"]
        let text = try object.optionalString("bodyText")
        try Self.refuseStrayPaths(word, object)
        switch (word, body, text) {
        case (.exact, let body?, nil):
            self = .exact(body, vary: try object.known("vary", in: body))
        case (.shape, let body?, nil):
            self = .shape(body, fixed: try object.known("fixed", in: body))
        case (.exact, nil, let text?), (.shape, nil, let text?): self = .text(text)
        case (.status, nil, nil): self = .status
        case (.status, _, _): throw object.invalid("match", "status compares no body")
        default: throw object.invalid("match", "needs either body or bodyText")
        }
    }

    private static func refuseStrayPaths(_ word: Word, _ object: WireObject) throws(WireError) {
        if word != .exact, object.has("vary") {
            throw object.invalid("vary", "belongs to exact")
        }
        if word != .shape, object.has("fixed") {
            throw object.invalid("fixed", "belongs to shape")
        }
    }
}

extension WireObject {
    /// The paths in a member, each of which names something in the body.
    fileprivate func known(
        _ key: String,
        in body: JSONValue
    ) throws(WireError) -> [JSONPath] {
        let paths = try paths(key)
        for path in paths where path.values(in: body).isEmpty {
            throw invalid(key, "names nothing in the body: \(path)")
        }
        return paths
    }
}
