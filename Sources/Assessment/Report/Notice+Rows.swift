import DialectKit

extension AssessmentReport.Notice {
    /// What the rows give to notice: one for each command and remark, whatever dialect it was asked
    /// in.
    static func all(of rows: [AssessmentReport.Row]) -> [Self] {
        var notices: [Self] = []
        for row in rows {
            for notice in all(of: row) { add(notice, to: &notices) }
        }
        return notices.sorted { left, right in
            if left.isRefusal != right.isRefusal { return left.isRefusal }
            if left.count != right.count { return left.count > right.count }
            return (left.command, left.text) < (right.command, right.text)
        }
    }

    private static func all(of row: AssessmentReport.Row) -> [Self] {
        switch row.verdict {
        case .here, .exact: []
        case .lossy: row.losses.map { Self(row, isRefusal: false, $0.loss.words, $0.count) }
        case .unsupported(let reason): [Self(row, isRefusal: true, reason, row.totals.calls)]
        }
    }

    private static func add(_ notice: Self, to notices: inout [Self]) {
        let place = notices.firstIndex { other in
            other.command == notice.command && other.text == notice.text
                && other.isRefusal == notice.isRefusal
        }
        guard let place else { return notices.append(notice) }
        notices[place].count = notices[place].count.addingClamped(notice.count)
        notices[place].variants = Set(notices[place].variants + notice.variants).sorted()
    }

    private init(
        _ row: AssessmentReport.Row,
        isRefusal: Bool,
        _ text: String,
        _ count: Int
    ) {
        command = row.command
        variants = row.variant.map { [$0] } ?? []
        self.isRefusal = isRefusal
        self.text = text
        self.count = count
    }

    /// What it concerns: `message.send (image, video)`.
    var subject: String {
        variants.isEmpty ? command : "\(command) (\(variants.joined(separator: ", ")))"
    }
}
