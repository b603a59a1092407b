import DialectKit

extension Matrix {
    /// The matrix as a page: counts, a table for each served dialect, and the losses as notes.
    public var markdown: String {
        var notes = Notes()
        var lines = Self.introduction + [""] + counts
        for front in fronts { lines += [""] + section(of: front, &notes) }
        if !notes.texts.isEmpty {
            lines += ["", "## Notes", ""]
            lines += notes.texts.enumerated().map { index, text in
                "\(index + 1). <a id=\"note-\(index + 1)\"></a>\(Escaping.markdown(text))"
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let introduction = [
        "# What each upstream carries",
        "",
        "Made from the dialects' own tables; do not edit it by hand.",
        "",
        "| Sign | What becomes of the command |",
        "| --- | --- |",
        "| ✓ | All of it is carried. |",
        "| ≈ | It is carried, with the losses that the notes name. "
            + "A loss of a field counts only where the field is used. |",
        "| ✗ | It is refused; the note says why. |",
        "| ⌂ | The gateway carries it out itself, so nothing is lost on any upstream. |",
        "| ° | Behind a sign: observed in captures, clients or source, not documented. |",
        "| ? | Behind a sign: assumed, to be replaced once it is known. |",
    ]

    private var counts: [String] {
        var lines = [
            "## Counts",
            "",
            "Of the \(commands.count) commands and variants that upstreams carry, and of what each "
                + "served dialect's operations can ask for:",
            "",
            Self.row(["Upstream", "All"] + fronts.map { "From `\($0.dialect)`" }),
            Self.row(["---", "---"] + fronts.map { _ in "---" }),
        ]
        for upstream in upstreams {
            let tallies = fronts.map { tally(of: upstream, for: $0.dialect).signs }
            lines.append(Self.row(["`\(upstream)`", tally(of: upstream).signs] + tallies))
        }
        return lines
    }

    private func section(of front: Front, _ notes: inout Notes) -> [String] {
        var lines = [
            "## `\(front.dialect)`",
            "",
            Self.row(["Operation", "Command", "Variants"] + upstreams.map { "`\($0)`" }),
            Self.row(["---", "---", "---"] + upstreams.map { _ in ":-:" }),
        ]
        for operation in front.operations {
            var title = operation.title
            for group in RowGroup.groups(operation.rows) {
                let cells = group.cells.map { Self.mark($0, &notes) }
                let command = group.command.map { "`\($0)`" } ?? ""
                let variants = Escaping.markdown(group.variants.joined(separator: ", "))
                lines.append(Self.row([title, command, variants] + cells))
                title = ""
            }
        }
        return lines
    }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |"
    }

    private static func mark(_ cell: Cell, _ notes: inout Notes) -> String {
        let numbers = notes.numbers(of: cell.verdict.remarks)
        let doubt =
            switch cell.evidence {
            case .observed: "°"
            case .assumed: "?"
            case .documented, nil: ""
            }
        let links = numbers.map { "[\($0)](#note-\($0))" }.joined(separator: " ")
        return cell.verdict.sign + doubt + (links.isEmpty ? "" : " <sup>\(links)</sup>")
    }
}

extension Verdict {
    /// The sign in the page.
    fileprivate var sign: String {
        switch self {
        case .here: "⌂"
        case .exact: "✓"
        case .lossy: "≈"
        case .unsupported: "✗"
        }
    }
}

extension VerdictTally {
    /// The counts with their signs, without the one for what the gateway keeps.
    fileprivate var signs: String { "\(exact) ✓ \(lossy) ≈ \(unsupported) ✗" }
}

extension Matrix.Operation {
    /// The operation, and how it is known when it is not documented.
    fileprivate var title: String {
        support == .documented ? "`\(name)`" : "`\(name)` (\(support.name))"
    }
}
