import ConformanceKit
import Foundation
import TestSupport
import Testing

@Suite("Fixtures are read strictly")
struct FixtureLoadingTests {
    @Test("every fixture of the suite is read, none twice")
    func wholeSuite() throws {
        let fixtures = try Fixture.load(folder: Folders.fixtures)
        let files = FileManager.default.enumerator(atPath: Folders.fixtures)
        let count = files?.compactMap { $0 as? String }
            .filter { $0.hasSuffix(".json") && !$0.hasPrefix("story/") }
            .filter { !$0.contains("/events/") && !$0.contains("/answers/") }
            .count
        #expect(fixtures.count == count)
        #expect(fixtures.count > 400)
        #expect(Set(fixtures.map(\.name)).count == fixtures.count)
        #expect(Set(fixtures.map(\.dialect)) == ["megaapi", "uazapi", "whatisup", "zapyapi"])
    }

    @Test("a fixture's members become values")
    func members() throws {
        let fixture = try #require(
            Fixture.load(folder: Folders.fixtures).first { $0.name == "uazapi/send/text.5" }
        )
        #expect(fixture.area == "send")
        #expect(fixture.operation == "send.text")
        #expect(fixture.evidence == .observed)
        #expect(fixture.given.instances.first?.pushName == "Loja Exemplo")
        #expect(fixture.given.steps.first?.captures.map(\.name) == ["quoted", "bare"])
        #expect(fixture.expectation.status == 200)
    }

    @Test("the tenth comes after the second", .temporaryFolder)
    func order() throws {
        for number in [10, 2, 1] {
            try TemporaryFolder.write(ToyFixtures.read, to: "toy/thing/read.\(number).json")
        }
        let names = try Fixture.load(folder: TemporaryFolder.path("")).map(\.name)
        #expect(names == ["toy/thing/read.1", "toy/thing/read.2", "toy/thing/read.10"])
    }

    @Test("events and the story are no exchanges", .temporaryFolder)
    func otherFolders() throws {
        for path in ["toy/thing/read.1", "toy/events/said.1", "story/toy"] {
            try TemporaryFolder.write(ToyFixtures.read, to: "\(path).json")
        }
        let names = try Fixture.load(folder: TemporaryFolder.path("")).map(\.name)
        #expect(names == ["toy/thing/read.1"])
    }

    @Test("a folder that is not there is an error")
    func missingFolder() {
        let error = #expect(throws: FixtureError.self) {
            try Fixture.load(folder: "/no/such/folder")
        }
        #expect(error?.description == "/no/such/folder: cannot open: No such file or directory")
    }

    /// What to replace in a sound fixture, and the member that must be named.
    static let faults: [(part: String, replacement: String, member: String)] = [
        ("\"title\": ", "\"titel\": ", "titel"),
        ("\"title\": \"A thing shows its label\"", "\"title\": 5", "title"),
        ("\"dialect\": \"toy\"", "\"dialect\": \"other\"", "dialect"),
        ("\"operation\": \"thing.read\"", "\"operation\": \"thing.say\"", "operation"),
        ("\"documented\"", "\"proven\"", "evidence"),
        ("\"document\": ", "\"page\": ", "source.page"),
        ("\"connected\"", "\"online\"", "given.instance.state"),
        ("\"phone\": \"5511999999999\",", "", "given.instance.phone"),
        ("\"GET\"", "\"FETCH\"", "request.method"),
        ("\"/toy/{{toy.id}}\"", "\"toy\"", "request.path"),
        ("\"headers\"", "\"header\"", "request.header"),
        ("\"status\": 200", "\"status\": \"200\"", "expect.status"),
        ("\"status\": 200", "\"status\": 20", "expect.status"),
        ("\"match\": \"exact\"", "\"match\": \"same\"", "expect.match"),
        ("\"match\": \"exact\"", "\"match\": \"status\"", "expect.match"),
        ("\"match\": \"exact\"", "\"match\": \"exact\", \"fixed\": [\"label\"]", "expect.fixed"),
        ("\"match\": \"exact\"", "\"match\": \"exact\", \"vary\": [\"name\"]", "expect.vary"),
        ("\"match\": \"exact\"", "\"match\": \"exact\", \"absent\": [\"a..b\"]", "expect.absent"),
        ("\"given\": {", "\"given\": { \"phones\": [{ \"traits\": [] }],", "given.phones.0.number"),
    ]

    @Test("a fault is refused with its file and member", arguments: faults)
    func fault(part: String, replacement: String, member: String) throws {
        let text = ToyFixtures.read.replacing(part, with: replacement)
        try #require(text != ToyFixtures.read)
        let error = #expect(throws: FixtureError.self) {
            try Fixture(file: "toy/thing/read.1.json", bytes: Array(text.utf8))
        }
        #expect(error?.file == "toy/thing/read.1.json")
        #expect(error?.member == member)
    }

    @Test(
        "a path that is not dialect/area/operation.n.json is refused",
        arguments: ["toy/read.1.json", "toy/thing/read.json", "toy/thing/read.0.json"]
    )
    func path(file: String) {
        #expect(throws: FixtureError.self) {
            try Fixture(file: file, bytes: Array(ToyFixtures.read.utf8))
        }
    }

    @Test("bytes that are not JSON are refused with their place")
    func notJSON() {
        let error = #expect(throws: FixtureError.self) {
            try Fixture(file: "toy/thing/read.1.json", bytes: Array("{\"a\": }".utf8))
        }
        #expect(error?.description == "toy/thing/read.1.json: unexpected character at byte 6")
    }
}
