import Assessment
import DialectKit
import Testing

@Suite("Percentages of an assessment")
struct SharesTests {
    struct Case: Sendable {
        let counts: [Int]
        let permille: [Int]
    }

    @Test(
        "shares add up to the whole, and what is there is never rounded away",
        arguments: [
            Case(counts: [1, 0, 0], permille: [1000, 0, 0]),
            Case(counts: [1, 1, 1], permille: [334, 333, 333]),
            Case(counts: [2, 1, 0], permille: [667, 333, 0]),
            Case(counts: [972, 21, 7], permille: [972, 21, 7]),
            Case(counts: [9_999_999, 1, 0], permille: [999, 1, 0]),
            Case(counts: [9_999_998, 1, 1], permille: [998, 1, 1]),
            Case(counts: [1, 1, 9_999_998], permille: [1, 1, 998]),
            Case(counts: [9996, 3, 1], permille: [998, 1, 1]),
            Case(
                counts: [UseLog.countLimit, UseLog.countLimit, UseLog.countLimit],
                permille: [334, 333, 333]
            ),
        ]
    )
    func shares(of shown: Case) {
        let shares = totals(shown.counts).permille
        #expect([shares.exact, shares.lossy, shares.unsupported] == shown.permille)
        #expect(shares.exact + shares.lossy + shares.unsupported == 1000)
    }

    @Test("the sentence at the top has one decimal")
    func sentence() {
        #expect(
            totals([972, 21, 7]).sentence == "97.2 % exact, 2.1 % lossy, 0.7 % cannot be carried"
        )
    }

    private func totals(_ counts: [Int]) -> CallTotals {
        let uses = [
            CommandUse.toy("message.send", "text", count: counts[0]),
            CommandUse.toy("message.send", "image", count: counts[1]),
            CommandUse.toy("message.send", "list", count: counts[2]),
        ]
        return AssessmentReport(uses: uses, speech: .north).totals
    }
}
