import ConformanceKit
import Foundation
import Testing
import Wire

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Reports say what happened and nothing can break out of them")
struct ReportTests {
    /// Text as an attacker would have a gateway answer it.
    private static let hostile = "</td><script>alert('1')</script>\u{1B}[31m\" & \u{0} ]]>\u{202E}"

    private static func report() throws -> Report {
        let fixture = try Samples.fixture()
        let say = try ToyFixtures.all()[1]
        let second = try Samples.fixture(
            "toy/thing/read.2",
            [("A thing shows its label", "<b>bold</b> &amp; more")]
        )
        return Report(
            target: "http://x.example/?a=<b>",
            played: [
                PlayedFixture(fixture, .passed, duration: .milliseconds(1234)),
                PlayedFixture(second, .failed([Difference("body.a", hostile)])),
                PlayedFixture(say, .skipped("does more than read")),
                PlayedFixture(say, .expectedFailure("not <yet>", [Difference("status", "x")])),
                PlayedFixture(say, .unexpectedPass("old gap")),
            ]
        )
    }

    @Test("outcomes are counted by dialect and evidence")
    func counts() throws {
        let report = try Self.report()
        #expect(report.tally.line == "1 passed, 2 failed, 1 known gaps, 1 skipped")
        #expect(report.dialects == ["toy"])
        let tallies = report.tallies(in: "toy")
        #expect(tallies.map(\.evidence) == [.documented, .observed])
        #expect(tallies.map(\.tally.total) == [2, 3])
    }

    @Test("the text names every failure and holds no character that commands a terminal")
    func text() throws {
        let text = try Self.report().rendered(as: .text)
        #expect(text.contains("failed: toy/thing/read.2 (documented)"))
        #expect(text.contains("unexpected_pass: toy/thing/say.1 (observed)"))
        #expect(text.hasSuffix("FAILED: 1 passed, 2 failed, 1 known gaps, 1 skipped\n"))
        let forbidden = text.unicodeScalars.filter {
            $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\0"
        }
        #expect(forbidden.isEmpty)
    }

    @Test("the JSON is read back with every fixture")
    func json() throws {
        let root = try JSONReader.read(text: Self.report().rendered(as: .json))
        #expect(root["counts"]?["failed"]?.int == 2)
        #expect(root["dialects"]?["toy"]?["evidence"]?["observed"]?["skipped"]?.int == 1)
        let fixtures = try #require(root["fixtures"]?.array)
        #expect(
            fixtures.compactMap { $0["outcome"]?.string }
                == ["passed", "failed", "skipped", "expected_failure", "unexpected_pass"]
        )
        #expect(fixtures[1]["details"]?[0]?.string?.contains("<script>") == true)
    }

    @Test("the JUnit file is well-formed and has a case for each fixture")
    func junit() throws {
        let counter = ElementCounter()
        let parser = XMLParser(data: Data(try Self.report().rendered(as: .junit).utf8))
        parser.delegate = counter
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(
            counter.counts == [
                "testsuites": 1, "testsuite": 1, "testcase": 5, "failure": 2, "skipped": 2,
            ]
        )
        #expect(counter.attributes["testsuites"]?["failures"] == "2")
        #expect(counter.attributes["testsuites"]?["time"] == "1.234")
        #expect(counter.attributes["testsuite"]?["skipped"] == "2")
    }

    @Test("the page holds every fixture, escaped, and asks nothing of the network")
    func html() throws {
        let report = try Self.report()
        let page = report.rendered(as: .html)
        for played in report.played {
            #expect(page.contains("<code>\(played.fixture.name)</code>"))
            #expect(page.contains("data-outcome=\"\(played.outcome.name)\""))
        }
        #expect(page.components(separatedBy: "<tr class=\"case\"").count == 6)
        #expect(page.components(separatedBy: "<script>").count == 2)
        #expect(!page.contains("alert('1')"))
        #expect(page.contains("&lt;script&gt;alert(&#39;1&#39;)"))
        #expect(page.contains("&lt;b&gt;bold&lt;/b&gt; &amp;amp; more"))
        #expect(page.contains("default-src 'none'"))
        for outside in ["src=", "href=", "url(", "@import", "http-equiv=\"refresh\""] {
            #expect(!page.contains(outside), "\(outside)")
        }
    }
}

/// Counts elements by name, and keeps the last attributes of each.
private final class ElementCounter: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var attributes: [String: [String: String]] = [:]

    func parser(
        _ parser: XMLParser,
        didStartElement element: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        counts[element, default: 0] += 1
        self.attributes[element] = attributes
    }
}
