import CanonicalJSON
import DialectKit
import Testing

@Suite("One story is told in every dialect that tells of events")
struct StoryTests {
    @Test(
        "each step becomes what the dialect's own file shows",
        arguments: ServedDialects.speaking.map(\.id.text)
    )
    func told(dialect: String) throws {
        let speaker = try #require(ServedDialects.named(dialect))
        let story = try Story(JSONPlace(try Repository.json("Fixtures/story/story.json")))
        let told = try story.told(in: speaker)
        let path = "Fixtures/story/\(dialect).json"
        try #require(Repository.has(path), "\(path) is missing; it is to hold \(told.text)")
        #expect(told.text == (try Repository.json(path).text))
    }

    @Test("the story has what every integration waits for")
    func kinds() throws {
        let story = try Story(JSONPlace(try Repository.json("Fixtures/story/story.json")))
        let kinds = try story.steps.map {
            try GivenEvent.event(try $0.member("event")).payload.kind
        }
        #expect(
            kinds == [
                "instance.state", "message.received", "message.sent", "message.status",
                "message.status", "message.reaction", "group.joined", "instance.state",
            ]
        )
    }
}

/// What happens to one instance, and who is told in each dialect.
private struct Story {
    let instance: JSONValue
    let endpoints: JSONPlace
    let steps: [JSONPlace]

    init(_ place: JSONPlace) throws {
        try place.only("title", "instance", "endpoints", "steps")
        instance = try place.member("instance").value
        endpoints = try place.member("endpoints")
        steps = try place.member("steps").elements()
    }

    /// The story as a dialect's file has it.
    func told(in dialect: any Dialect) throws -> JSONValue {
        let endpoint = try endpoints.member(dialect.id.text).value
        let told = try steps.map { step -> JSONValue in
            var given: JSONObject = ["instance": instance, "endpoint": endpoint]
            for (key, value) in (step.value.object ?? [:]).members where key != "title" {
                given[key] = value
            }
            let event = try GivenEvent(JSONPlace(.object(given), path: step.path), dialect)
            let requests = dialect.events.render(event.view, event.endpoint)
            return [
                "title": .string(try step.string("title")),
                "requests": .array(try requests.map { try $0.json }),
            ]
        }
        return ["dialect": .string(dialect.id.text), "told": .array(told)]
    }
}

extension OutgoingEvent {
    /// The request as a file shows it, what is empty left out.
    fileprivate var json: JSONValue {
        get throws {
            var object: JSONObject = ["name": .string(name)]
            object["message_type"] = messageType.map(JSONValue.string)
            if !pathSuffix.isEmpty {
                object["path_suffix"] = .array(pathSuffix.map(JSONValue.string))
            }
            if !fields.isEmpty {
                object["fields"] = .object(
                    JSONObject(fields.map { ($0.name, .string($0.value)) })
                )
            }
            object["body"] = try JSONReader.read(body)
            return .object(object)
        }
    }
}
