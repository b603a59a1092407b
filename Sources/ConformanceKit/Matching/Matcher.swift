import Wire

/// Compares answers with what fixtures expect.
public enum Matcher {
    /// Every way in which the answer is not what was expected; none when it is.
    public static func differences(
        _ expectation: ExpectedAnswer,
        _ answer: ReceivedAnswer
    ) -> [Difference] {
        var found: [Difference] = []
        if expectation.status != answer.status {
            found.append(
                Difference("status", "expected \(expectation.status), got \(answer.status)")
            )
        }
        found += expectation.headers.flatMap { header($0.name, $0.value, answer) }
        found += body(expectation.match, answer)
        if let text = expectation.contains, !answer.body.contains(Array(text.utf8)) {
            found.append(Difference("body", "does not contain \(text)"))
        }
        return found + absent(expectation.absent, answer)
    }

    private static func header(
        _ name: String,
        _ value: String,
        _ answer: ReceivedAnswer
    ) -> [Difference] {
        let wanted = comparable(name, value)
        let values = answer.values(of: name)
        guard !values.contains(where: { comparable(name, $0) == wanted }) else { return [] }
        let got = values.isEmpty ? "nothing" : values.joined(separator: ", ")
        return [Difference("headers.\(name)", "expected \(value), got \(got)")]
    }

    /// The value, a media type without its parameters and in lower case.
    private static func comparable(_ name: String, _ value: String) -> String {
        guard name.lowercased() == "content-type" else { return value }
        return value.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
    }

    private static func body(_ match: ExpectedAnswer.Match, _ answer: ReceivedAnswer)
        -> [Difference]
    {
        switch match {
        case .status: return []
        case .text(let text):
            guard answer.body != Array(text.utf8) else { return [] }
            return [Difference("body", "expected \(quoted(text)), got \(quoted(answer.text))")]
        case .exact(let expected, let vary):
            return json(answer) { actual in
                var comparison = ExactComparison(vary: vary)
                comparison.compare(expected, actual, at: .body)
                return comparison.differences
            }
        case .shape(let expected, let fixed):
            return json(answer) { actual in
                var comparison = ShapeComparison(fixed: fixed)
                comparison.compare(expected, actual, at: .body)
                return comparison.differences
            }
        }
    }

    private static func json(
        _ answer: ReceivedAnswer,
        _ compare: (JSONValue) -> [Difference]
    ) -> [Difference] {
        do {
            return compare(try JSONReader.read(answer.body))
        } catch {
            let text = "expected JSON, got \(quoted(answer.text)): \(error.message)"
            return [Difference("body", text)]
        }
    }

    private static func absent(_ paths: [JSONPath], _ answer: ReceivedAnswer) -> [Difference] {
        guard !paths.isEmpty, let root = try? JSONReader.read(answer.body) else { return [] }
        return paths.compactMap { path in
            let value = path.values(in: root).first
            return value.map { Difference("body.\(path)", "expected nothing, got \($0.excerpt)") }
        }
    }

    /// The text as JSON writes it, shortened, so that it stays on one line.
    private static func quoted(_ text: String) -> String { JSONValue.string(text).excerpt }
}

extension [UInt8] {
    /// Whether the bytes hold those others in a row; none are held everywhere.
    fileprivate func contains(_ other: [UInt8]) -> Bool {
        guard let first = other.first else { return true }
        guard other.count <= count else { return false }
        return (0...(count - other.count)).contains { start in
            self[start] == first && self[start..<(start + other.count)].elementsEqual(other)
        }
    }
}
