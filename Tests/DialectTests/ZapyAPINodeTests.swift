import DialectKit
import Foundation
import Testing
import ZapyAPI

/// What a JavaScript engine itself says, where one is installed.
@Suite("ZapyAPI's bodies are fixed points of Node", .enabled(if: Node.path != nil, "no node here"))
struct ZapyAPINodeTests {
    @Test("JSON.stringify(JSON.parse(body)) gives every body back byte for byte")
    func fixedPoints() throws {
        var bodies = try EventFixtureFile.all.map { try $0.read() }
            .filter { $0.dialect.id.text == "zapyapi" }
            .flatMap { $0.dialect.events.render($0.view, $0.endpoint) }
        for word in ZapyAPIBodyTests.words {
            let message = EventSamples.message(Samples.ana, word)
            let view = EventSamples.view(.messageReceived(message.id, chat: nil), message)
            bodies += ZapyAPIDialect().events.render(view, EventSamples.endpoint())
        }
        try #require(bodies.count > 60)
        let answers = try Node.stringified(bodies.map(\.body))
        #expect(answers == bodies.map { Hex.encode($0.body) })
    }

    @Test("Node changes a body that is not a fixed point")
    func control() throws {
        let bodies = [#"{"b":0,"1":0}"#, #"{"a":1.0}"#, #"{"a": 1}"#].map { Array($0.utf8) }
        let expected = [#"{"1":0,"b":0}"#, #"{"a":1}"#, #"{"a":1}"#].map { Hex.encode($0.utf8) }
        #expect(try Node.stringified(bodies) == expected)
    }
}

/// The JavaScript engine of the machine.
enum Node {
    /// Where it is, nil when it is not installed.
    static let path: String? = {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/node" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Reads texts in hex, one a line, and writes what `JSON` makes of each, in hex too.
    private static let script = """
        const lines = require("fs").readFileSync(0, "utf8").split("\\n").filter(Boolean);
        for (const line of lines) {
          const text = Buffer.from(line, "hex").toString("utf8");
          console.log(Buffer.from(JSON.stringify(JSON.parse(text)), "utf8").toString("hex"));
        }
        """

    /// What `JSON.stringify(JSON.parse(text))` gives for each text, in hex.
    static func stringified(_ texts: [[UInt8]]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = ["-e", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // Node reads all of its input before it writes, so writing first cannot block for ever.
        let lines = texts.map { Hex.encode($0) }.joined(separator: "\n")
        try input.fileHandleForWriting.write(contentsOf: Data(lines.utf8))
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
