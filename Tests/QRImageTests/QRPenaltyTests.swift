import QRImage
import Testing

@Suite("A line costs what the standard's table of features says")
struct QRPenaltyTests {
    @Test(
        "a run costs three points from five modules on and one for each more",
        arguments: [
            ("####.#", 0), ("#####.", 3), ("######", 4), ("........", 6), ("#####.....", 6),
        ]
    )
    func runs(line: String, score: Int) {
        #expect(penalty(line) == score)
    }

    @Test(
        "what looks like a finder costs forty points when one side is light for four modules",
        arguments: [
            ("#.###.#", 40), ("##.###.#", 0), ("#.###.##", 0), ("##.#.###.#.##", 0),
            ("##.#.###.#....##", 40), ("##....#.###.#.##", 40), ("##....#.###.##", 0),
            ("##...#.###.#...##", 0), ("#.###.#.###.#", 80),
        ]
    )
    func finders(line: String, score: Int) {
        #expect(penalty(line) == score)
    }

    private func penalty(_ line: String) -> Int {
        let modules = line.map { $0 == "#" }
        return QRPenalty.line(count: modules.count) { modules[$0] }
    }
}
