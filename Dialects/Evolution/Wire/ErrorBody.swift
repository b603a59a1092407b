import DialectKit

/// What a refusal of the server says.
///
/// `response.message` is an array, a string or an object; `connect` and `restart` put the string
/// beside `"error": true` into an answer of status 200.
struct ErrorBody {
    /// The sentences, bounded; never shown to anybody.
    let texts: [String]
    /// Whether it is the result of a number check that found nobody.
    let findsNobody: Bool
    /// Whether it names members of the request.
    let namesMembers: Bool

    /// Reads a body, nil when it is not the server's own way to refuse.
    init?(_ reply: UpstreamReply) {
        guard let body = reply.json, body.object != nil else { return nil }
        guard let message = body["response"]?["message"] ?? body["message"] else { return nil }
        let items = (message.array ?? [message]).prefix(8)
        texts = items.compactMap {
            ($0.string ?? $0["message"]?.string).map { String($0.prefix(400)) }
        }
        findsNobody = items.contains { $0["exists"]?.bool == false }
        namesMembers = items.contains { $0["property"] != nil }
    }

    /// Whether an object was put into a sentence, so that nobody can say what it was.
    var isBlurred: Bool { says("[object Object]") }

    /// Whether it is an exception's own text: the call broke off, perhaps after it had sent.
    var isException: Bool {
        texts.contains { text in
            guard let colon = text.firstIndex(of: ":") else { return false }
            let name = text[..<colon]
            return name.hasSuffix("Error") && name.allSatisfy { $0.isLetter }
        }
    }

    /// Whether a sentence has those words, in any case.
    func says(_ words: String...) -> Bool {
        texts.contains { text in
            let text = text.lowercased()
            return words.contains { text.contains($0.lowercased()) }
        }
    }

    /// Whether a sentence has that number, not as a part of another one.
    func names(number: String) -> Bool {
        texts.contains { text in
            text.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).contains { $0 == number }
        }
    }
}
