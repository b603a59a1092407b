import DialectKit
import Wire

extension Fixture {
    /// Reads one file; `file` is its path below the fixtures' folder, such as
    /// `megaapi/group/create.1.json`.
    ///
    /// Unknown members, missing ones and values that cannot be are refused.
    ///
    /// - Throws: ``FixtureError`` naming the file and the member.
    public init(file: String, bytes: [UInt8]) throws(FixtureError) {
        let root: JSONValue
        do { root = try JSONReader.read(bytes) } catch {
            throw FixtureError(file: file, error.message)
        }
        guard let object = root.object else {
            throw FixtureError(file: file, "must be a JSON object")
        }
        do {
            try self.init(file: file, WireObject(object))
        } catch {
            throw FixtureError(file: file, member: error.path, error.message)
        }
        try checkPath(file)
    }

    private init(file: String, _ object: WireObject) throws(WireError) {
        try object.refuseMembers(
            except: "title",
            "dialect",
            "operation",
            "covers",
            "source",
            "evidence",
            "given",
            "request",
            "expect",
            "expectFailure",
            "unreachable"
        )
        name = file.hasSuffix(".json") ? String(file.dropLast(5)) : file
        title = try object.filledString("title")
        dialect = try object.filledString("dialect")
        operation = try object.filledString("operation")
        covers = try object.optionalStrings("covers") ?? []
        source = try Source(object.object("source"))
        evidence = try object.choice("evidence", Evidence.self)
        given = try Given(object.object("given"))
        request = try FixtureRequest(object.object("request"), besides: [])
        expectation = try ExpectedAnswer(object.object("expect"))
        expectFailure = try object.optionalString("expectFailure")
        unreachable = try object.optionalString("unreachable")
        guard expectFailure == nil || unreachable == nil else {
            throw object.invalid("unreachable", "cannot stand beside expectFailure")
        }
    }

    /// The path says the dialect, the operation and a number, the same as the file's members.
    private func checkPath(_ file: String) throws(FixtureError) {
        let parts = name.split(separator: "/")
        let words = parts.last.map { $0.split(separator: ".") } ?? []
        guard parts.count == 3, words.count == 2, Int(words[1]).map({ $0 > 0 }) == true else {
            throw FixtureError(file: file, "the path must be dialect/area/operation.n.json")
        }
        guard dialect == parts[0] else {
            throw FixtureError(file: file, member: "dialect", "is not that of the path")
        }
        guard area == "errors" || operation == "\(area).\(words[0])" else {
            throw FixtureError(file: file, member: "operation", "is not that of the path")
        }
    }
}

extension Fixture.Source {
    init(_ object: WireObject) throws(WireError) {
        try object.refuseMembers(except: "document", "lines", "note")
        document = try object.filledString("document")
        lines = try object.optionalString("lines")
        note = try object.optionalString("note")
    }
}
