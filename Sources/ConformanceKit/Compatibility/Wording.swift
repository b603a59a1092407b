import DialectKit

/// Every failure has an answer that clients take for one.
struct Wording {
    let dialect: any Dialect
    /// The statuses for which a fixture shows an empty body.
    let emptyStatuses: Set<Int>

    init(_ dialect: any Dialect, _ fixtures: [Fixture]) {
        self.dialect = dialect
        let empty = fixtures.filter {
            if case .text("") = $0.expectation.match { true } else { false }
        }
        emptyStatuses = Set(empty.map(\.expectation.status))
    }

    var findings: [String] {
        FailureCode.allCases.flatMap { code in
            [nil, dialect.routes.first?.operation].flatMap { findings(code, operation: $0) }
        }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func findings(_ code: FailureCode, operation: String?) -> [String] {
        let failure = CommandFailure(code, "Detail", field: "a.b", retryAfterSeconds: 5)
        let context = FailureContext(
            operation: operation,
            path: "/path",
            requestID: "request",
            now: Timestamp(milliseconds: 1_700_000_000_000)
        )
        let response = dialect.response(to: failure, in: context)
        var findings: [String] = []
        if !(400...599).contains(response.status) {
            findings.append("\(code.rawValue): worded with the status \(response.status)")
        }
        if response.body.isEmpty, !emptyStatuses.contains(response.status) {
            findings.append("\(code.rawValue): an empty body that no fixture shows")
        }
        if response.isJSON, !response.body.isEmpty,
            (try? JSONReader.read(response.body)) == nil
        {
            findings.append("\(code.rawValue): a body that is not the JSON it says it is")
        }
        if response != dialect.response(to: failure, in: context) {
            findings.append("\(code.rawValue): worded differently the second time")
        }
        return findings
    }
}

extension HTTPResponse {
    /// Whether the Content-Type says JSON.
    fileprivate var isJSON: Bool {
        fields.contains { field in
            field.name.lowercased() == "content-type"
                && field.value.lowercased().hasPrefix("application/json")
        }
    }
}
