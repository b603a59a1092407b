import DialectKit

extension Matrix {
    /// The matrix for a terminal: variants with one fate share a line, losses are numbered notes.
    public var text: String {
        var notes = Notes()
        var lines = Self.legend + [""] + counts
        for front in fronts { lines += [""] + table(of: front, &notes) }
        if !notes.texts.isEmpty {
            lines += ["", "Notes"]
            lines += notes.texts.enumerated().map { "  \($0 + 1). \(Escaping.line($1))" }
        }
        if !findings.isEmpty {
            lines += ["", "Wrong in the tables"] + findings.map { "  \(Escaping.line($0))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let legend = [
        "=  carried exactly          ~  carried with the losses of the notes",
        "x  unsupported, see notes   .  kept by the gateway, lost nowhere",
        "'  observed, not documented  ?  assumed, not known yet",
    ]

    private var counts: [String] {
        var table = TextTable()
        table.rows = [["Upstream", "exact", "lossy", "unsupported"]]
        for upstream in upstreams {
            let tally = tally(of: upstream)
            let counts = [tally.exact, tally.lossy, tally.unsupported].map(String.init)
            table.rows.append([Escaping.line(upstream.text)] + counts)
        }
        return table.lines + ["of \(commands.count) commands and variants that upstreams carry"]
    }

    private func table(of front: Front, _ notes: inout Notes) -> [String] {
        var table = TextTable()
        table.rows = [[Escaping.line(front.dialect.text), ""] + upstreams.map(\.text)]
        for operation in front.operations {
            var name = Escaping.line(operation.name)
            for group in RowGroup.groups(operation.rows) where !group.isHere {
                let cells = group.cells.map { Self.mark($0, &notes) }
                table.rows.append([name, group.title] + cells)
                name = ""
            }
        }
        return table.lines + Self.kept(front)
    }

    private static func kept(_ front: Front) -> [String] {
        let names = front.operations.filter { $0.rows.allSatisfy(\.isHere) }.map(\.name)
        var lines: [String] = []
        for name in names.map(Escaping.line) {
            if let last = lines.last, last.count + name.count < lineLimit {
                lines[lines.count - 1] = "\(last), \(name)"
            } else {
                lines.append((lines.isEmpty ? ".  " : "   ") + name)
            }
        }
        return lines
    }

    /// Where a list of names goes on in the next line.
    private static let lineLimit = 96

    private static func mark(_ cell: Cell, _ notes: inout Notes) -> String {
        let numbers = notes.numbers(of: cell.verdict.remarks).map(String.init)
        let sign =
            switch cell.verdict {
            case .here: "."
            case .exact: "="
            case .lossy: "~"
            case .unsupported: "x"
            }
        let doubt =
            switch cell.evidence {
            case .observed: "'"
            case .assumed: "?"
            case .documented, nil: ""
            }
        return sign + doubt + numbers.joined(separator: ",")
    }
}

extension RowGroup {
    /// The command and its variants in one column.
    fileprivate var title: String {
        Escaping.line(([command ?? ""] + [variants.joined(separator: ",")]).joined(separator: " "))
    }
}
