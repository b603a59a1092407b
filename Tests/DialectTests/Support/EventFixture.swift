import CanonicalJSON
import DialectKit
import Testing

/// One event, an endpoint, and the requests by which the endpoint must be told.
///
/// The format is described in `Fixtures/README.md`.
struct EventFixture {
    /// How well the expectation is known.
    enum Evidence: String { case documented, observed, assumed }

    /// One request that must come.
    struct Request {
        let name: String
        let messageType: String?
        let eventID: String?
        let pathSuffix: [String]
        let fields: [HTTPField]
        let body: JSONValue
    }

    /// The name of a fixture that shows that nothing is told.
    static let silence = "none"

    let title: String
    let dialect: any Dialect
    /// The vendor's name of the event, or ``silence``.
    let event: String
    let evidence: Evidence
    let view: EventView
    let endpoint: WebhookEndpoint
    let filter: StreamFilter
    let requests: [Request]
    /// Why nothing can cause what is told, nil for the other fixtures.
    let unreachable: String?
    /// What a live stream tells, nil when the fixture does not look at it.
    let streamed: [JSONValue]?

    /// Reads a fixture, refusing members that the format does not have.
    init(_ json: JSONValue) throws {
        let place = JSONPlace(json)
        try place.only(
            "title",
            "dialect",
            "event",
            "source",
            "evidence",
            "given",
            "expect",
            "unreachable"
        )
        title = try place.string("title")
        _ = try place.string("source")
        event = try place.string("event")
        evidence = try place.member("evidence").name(of: Evidence.self)
        let name = try place.member("dialect")
        guard let dialect = ServedDialects.named(try name.string()) else {
            throw name.error(expected: "a served dialect")
        }
        self.dialect = dialect
        let given = try GivenEvent(try place.member("given"), dialect)
        (view, endpoint, filter) = (given.view, given.endpoint, given.filter)
        let expected = try place.member("expect")
        try expected.only("requests", "stream")
        requests = try expected.member("requests").elements().map(Request.init)
        unreachable = try place.optionalString("unreachable")
        streamed = try expected.optional("stream")?.elements().map(\.value)
    }
}

extension EventFixture.Request {
    init(_ place: JSONPlace) throws {
        try place.only("name", "message_type", "event_id", "path_suffix", "fields", "body")
        name = try place.string("name")
        messageType = try place.optionalString("message_type")
        eventID = try place.optionalString("event_id")
        pathSuffix = try place.strings("path_suffix")
        fields = try place.texts("fields").map { HTTPField($0.key, $0.value) }
        body = try place.member("body").value
    }
}

/// A file with an event fixture, as an argument of tests.
struct EventFixtureFile: CustomTestStringConvertible {
    let path: String

    var testDescription: String { path }

    /// Every event fixture of the dialects that are served.
    static let all: [EventFixtureFile] = ServedDialects.all.flatMap { dialect in
        let folder = "Fixtures/\(dialect.id.text)/events"
        return Repository.jsonNames(in: folder).map { EventFixtureFile(path: "\(folder)/\($0)") }
    }

    /// What the file holds.
    func read() throws -> EventFixture { try EventFixture(try Repository.json(path)) }
}
