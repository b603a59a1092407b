import DialectKit
import Foundation
import Testing
import Wire

@testable import Engine
@testable import Gateway
@testable import sotaque

@Suite("Upstreams in the configuration file")
struct ConfiguredUpstreamTests {
    /// A file with that text, as long as the test needs it.
    private static func reading<Value>(
        _ text: String,
        _ use: (Configuration) async throws -> Value
    ) async throws -> Value {
        let path = NSTemporaryDirectory() + "sotaque-config-\(UUID().uuidString).json"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await use(try ConfigurationReader.read(["--config", path]))
    }

    private static let text = """
        {"upstreams": {"evo": {"dialect": "evolution", "base_url": "https://evo.example.com",
                               "settings": {"api_key": "hidden-key", "instance": "sales"}}}}
        """

    @Test("they are put in place as the control API would")
    func inPlace() async throws {
        let stage = try RoutedStage()
        let configuration = try await Self.reading(Self.text) { $0 }
        try await stage.core.control.configure(configuration.upstreams)
        let shown = await stage.control(.get, "/upstreams/evo")
        #expect(shown.json["dialect"] == "evolution")
        #expect(shown.json["settings"] == ["api_key": "***", "instance": "sales"])
    }

    @Test("a setting that the file leaves out keeps the value that was set meanwhile")
    func kept() async throws {
        let stage = try RoutedStage()
        let configuration = try await Self.reading(Self.text) { $0 }
        try await stage.core.control.configure(configuration.upstreams)
        _ = await stage.control(.put, "/upstreams/evo", ["limits": ["send_gap_ms": 900]])
        try await stage.core.control.configure(configuration.upstreams)
        let shown = await stage.control(.get, "/upstreams/evo")
        #expect(shown.json["limits"]?["send_gap_ms"]?.int == 900)
    }

    @Test("printed, each of their settings is masked")
    func masked() async throws {
        let text = try await Self.reading(Self.text) { ConfigCommand.render($0).text }
        #expect(text.contains("https://evo.example.com"))
        #expect(text.contains(#""api_key":"***""#))
        #expect(!text.contains("hidden-key") && !text.contains("sales"))
    }

    /// A section that is wrong, and what the start says.
    static let wrong: [(section: String, words: String)] = [
        (
            #"{"evo": {"dialect": "klingon", "base_url": "https://e.example.com"}}"#,
            "upstreams.evo.dialect"
        ),
        (#"{"evo": {"dialect": "evolution"}}"#, "upstreams.evo.base_url"),
        (#"{"a b": {"dialect": "evolution", "base_url": "https://e.example.com"}}"#, "name"),
    ]

    @Test("what is wrong in one is refused", arguments: wrong)
    func refusals(section: String, words: String) async throws {
        let stage = try RoutedStage()
        let configuration = try await Self.reading(#"{"upstreams": \#(section)}"#) { $0 }
        let failure = await #expect(throws: CommandFailure.self) {
            try await stage.core.control.configure(configuration.upstreams)
        }
        let told = "\(failure?.detail ?? "") \(failure?.field ?? "")"
        #expect(told.contains(words), "\(told)")
    }

    @Test("a section or an upstream that is no object is refused", arguments: ["7", #"{"a": 7}"#])
    func shapes(section: String) async throws {
        await #expect(throws: UsageError.self) {
            try await Self.reading(#"{"upstreams": \#(section)}"#) { $0 }
        }
    }
}
