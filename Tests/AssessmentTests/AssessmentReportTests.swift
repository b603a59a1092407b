import Assessment
import DialectKit
import Testing

@Suite("An assessment of what a client used")
struct AssessmentReportTests {
    private func report(_ uses: CommandUse...) -> AssessmentReport {
        AssessmentReport(uses: uses, speech: .north, dialects: [ToyDialect.small])
    }

    struct Fate: Sendable {
        let use: CommandUse
        /// Exact, lossy, unsupported and kept calls.
        let counts: [Int]
    }

    @Test(
        "each call has one fate, by its variant and its fields",
        arguments: [
            Fate(use: .toy("privacy.get", count: 3), counts: [3, 0, 0, 0]),
            Fate(use: .toy("message.send", "text", count: 3), counts: [3, 0, 0, 0]),
            Fate(use: .toy("message.send", "text", ["delay"], count: 3), counts: [3, 0, 0, 0]),
            Fate(use: .toy("message.send", "text", ["quoted"], count: 3), counts: [0, 3, 0, 0]),
            Fate(use: .toy("message.send", "image", count: 3), counts: [0, 3, 0, 0]),
            Fate(use: .toy("message.send", "list", ["quoted"], count: 3), counts: [0, 0, 3, 0]),
            Fate(use: .toy("bulk.send", "text", count: 3), counts: [3, 0, 0, 0]),
            Fate(use: .toy("message.send", "opera", count: 3), counts: [0, 0, 3, 0]),
            Fate(use: .toy("message.send", count: 3), counts: [0, 0, 3, 0]),
            Fate(use: .toy("webhook.set", count: 3), counts: [3, 0, 0, 3]),
            Fate(use: .toy("song.sing", count: 3), counts: [0, 0, 3, 0]),
            Fate(use: .toy("privacy.get", count: 0), counts: [0, 0, 0, 0]),
            Fate(use: .toy("privacy.get", count: -3), counts: [0, 0, 0, 0]),
        ]
    )
    func fates(fate: Fate) {
        let totals = report(fate.use).totals
        #expect([totals.exact, totals.lossy, totals.unsupported, totals.here] == fate.counts)
        #expect(totals.calls == fate.counts.prefix(3).reduce(0, +))
    }

    @Test("a row adds days and fields up, and names the operations that become it")
    func row() throws {
        let report = report(
            .toy("message.send", "image", ["caption", "file_name"], count: 5, day: 20_001),
            .toy("message.send", "image", ["caption"], count: 2, day: 20_003),
            .toy("message.send", "image", count: 1, day: 20_002)
        )
        let row = try #require(report.rows.first)
        #expect(report.rows.count == 1)
        #expect(report.days == 20_001...20_003)
        #expect(row.operations == ["send.media"])
        #expect(row.evidence == .observed)
        #expect(row.fields.map(\.name) == ["caption", "file_name"])
        #expect(row.fields.map(\.count) == [7, 5])
        #expect(row.fields.map(\.losses) == [[UpstreamSpeech.noCaptions], []])
        #expect(row.losses.map(\.loss) == [UpstreamSpeech.noNames, UpstreamSpeech.noCaptions])
        #expect(row.losses.map(\.count) == [8, 7])
    }

    @Test("rows stand by dialect, the most used first")
    func order() {
        let other = CommandUse.Shape(
            dialect: DialectID("aria"),
            command: "privacy.get",
            variant: nil,
            fields: []
        )
        let report = report(
            .toy("privacy.get", count: 2),
            .toy("message.send", "text", count: 9),
            .toy("group.info", count: 2),
            CommandUse(shape: other, day: 1, count: 1)
        )
        #expect(report.rows.map(\.dialect.text) == ["aria", "toy", "toy", "toy"])
        #expect(
            report.rows.map(\.command)
                == ["privacy.get", "message.send", "group.info", "privacy.get"]
        )
    }

    @Test("what would be noticed is one line for a loss of several variants, refusals first")
    func notices() {
        let report = report(
            .toy("message.send", "image", ["caption"], count: 5),
            .toy("message.send", "video", count: 2),
            .toy("message.send", "list", count: 1),
            .toy("message.send", "text", count: 90)
        )
        let lines = report.notices.map { notice in
            "\(notice.count) \(notice.isRefusal) \(notice.variants.joined(separator: "+")): "
                + notice.text
        }
        #expect(
            lines == [
                "1 true list: Lists are not sent",
                "7 false image+video: renamed value: files get names of their own",
                "5 false image: caption dropped: words under files are not sent",
            ]
        )
    }

    @Test("calls whose row is assumed are counted as such")
    func assumed() {
        let report = report(
            .toy("presence.self", "online", count: 4),
            .toy("message.send", "image", count: 3)
        )
        #expect(report.totals.assumed == 4)
        #expect(report.text.contains("4 calls rest on assumptions about the upstream."))
    }

    @Test("without uses there is nothing to tell")
    func empty() {
        let report = AssessmentReport(uses: [], speech: .north)
        #expect(report.days == nil)
        #expect(report.text == "On north: no calls were counted.\n")
        #expect(report.totals.permille == (0, 0, 0))
        #expect(report.html.contains("No calls were counted."))
    }

    @Test("counts that no integer holds neither trap nor turn negative")
    func greatCounts() {
        let uses = (0..<100).map { CommandUse.toy("privacy.get", count: .max, day: $0) }
        let report = AssessmentReport(uses: uses, speech: .north)
        #expect(report.totals.exact == 100 * UseLog.countLimit)
        #expect(report.sentence == "100.0 % exact, 0.0 % lossy, 0.0 % cannot be carried")
    }
}
