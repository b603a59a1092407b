/// A dialect's README: its quirks, one a line, each with the fixtures that prove it.
struct DialectReadme {
    /// The rows of the tables and the items of the lists under the heading `Quirks`.
    let quirks: [String]

    init(_ text: String) {
        let section = text.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { !$0.hasPrefix("## Quirks") }
            .dropFirst()
            .prefix { !$0.hasPrefix("## ") }
        quirks = Self.rows(section) + Self.items(section)
    }

    /// What is wrong with it, given which fixtures of the vendor exist (`send/text.1`).
    ///
    /// A quirk that is only assumed may say with a dash that no fixture proves it.
    func faults(fixtureExists: (String) -> Bool) -> [String] {
        guard !quirks.isEmpty else { return ["there are no quirks under `## Quirks`"] }
        return quirks.flatMap { quirk -> [String] in
            let fixtures = Self.fixtures(quirk)
            if fixtures.isEmpty, !quirk.hasSuffix("| – |") { return ["nothing proves: \(quirk)"] }
            return fixtures.filter { !fixtureExists($0) }.map { "no fixture \($0): \(quirk)" }
        }
    }

    /// The rows of tables, their heads aside.
    private static func rows(_ lines: some Sequence<Substring>) -> [String] {
        var rows: [String] = []
        var isInBody = false
        for line in lines {
            if line.hasPrefix("| ---") {
                isInBody = true
            } else if !line.hasPrefix("|") {
                isInBody = false
            } else if isInBody {
                rows.append(String(line))
            }
        }
        return rows
    }

    /// The items of lists, with the lines that continue them.
    private static func items(_ lines: some Sequence<Substring>) -> [String] {
        var items: [String] = []
        for line in lines {
            if line.hasPrefix("- ") {
                items.append(String(line))
            } else if line.hasPrefix("  "), let last = items.popLast() {
                items.append(last + " " + line.drop { $0 == " " })
            }
        }
        return items
    }

    /// The fixtures that a line names; `text.2.json` after `send/text.1.json` is in its folder.
    private static func fixtures(_ line: String) -> [String] {
        var area = ""
        let name = /`(?:Fixtures\/\w+\/)?(?:([\w\-]+)\/)?([\w\-]+(?:\.[a-z_]+)*\.\d+)(?:\.json)?`/
        return line.matches(of: name)
            .map { match in
                area = match.1.map(String.init) ?? area
                return "\(area)/\(match.2)"
            }
    }
}
