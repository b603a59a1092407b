import Canonical
import Wire

/// Puts the numbers that may be written to in the place of a request's recipients.
///
/// Every text of the request that is a phone in any spelling counts as one, wherever it stands. A
/// request that also names a group, a channel or anything else that cannot be replaced is refused,
/// and so is one that names nobody.
struct RecipientReplacement {
    /// Why a request must not be sent.
    struct Refusal: Error, Equatable {
        let reason: String
    }

    /// The texts of the request, and the numbers that go out instead; the longest text first.
    let replacements: [(documented: String, actual: String)]

    init(_ request: FixtureRequest, allowed: [PhoneNumber]) throws(Refusal) {
        guard !allowed.isEmpty else { throw Refusal(reason: "no numbers may be written to") }
        let texts = try Self.texts(request)
        let phones = try Self.phones(texts)
        guard !phones.isEmpty else { throw Refusal(reason: "names no number to replace") }
        var order: [String] = []
        for phone in phones.values where !order.contains(phone.equalityKey) {
            order.append(phone.equalityKey)
        }
        order.sort()
        let pairs = phones.map { text, phone in
            let index = order.firstIndex(of: phone.equalityKey) ?? 0
            return (documented: text, actual: allowed[index % allowed.count].digits)
        }
        replacements = pairs.sorted {
            ($0.documented.utf8.count, $0.documented) > ($1.documented.utf8.count, $1.documented)
        }
        try verify(texts, allowed)
    }

    /// Makes sure of the result: each text that named somebody names only those who are allowed.
    private func verify(_ texts: [String], _ allowed: [PhoneNumber]) throws(Refusal) {
        for text in texts where try !Self.phones([text]).isEmpty {
            let filled = try Self.phones([Substitution.apply(replacements, to: text)])
            guard !filled.isEmpty, filled.values.allSatisfy(allowed.contains) else {
                throw Refusal(reason: "has numbers that cannot be replaced one by one")
            }
        }
    }

    /// The parts of the request in which a recipient could stand.
    private static func texts(_ request: FixtureRequest) throws(Refusal) -> [String] {
        guard !request.path.contains("%") else {
            throw Refusal(reason: "has a path that may hide a recipient")
        }
        let separators: Set<Character> = ["/", "?", "&", "="]
        let parts = request.path.split { separators.contains($0) }.map(String.init)
        switch request.body {
        case .none: return parts
        case .text: throw Refusal(reason: "has a body that is no JSON")
        case .json(let body): return parts + (try strings(body))
        }
    }

    private static func strings(_ value: JSONValue) throws(Refusal) -> [String] {
        var found: [String] = []
        switch value {
        case .string(let text): found = [text]
        case .number(let number) where number.spelling.utf8.count >= 8:
            throw Refusal(reason: "has a number that may be a recipient")
        case .array(let elements):
            for element in elements { found += try strings(element) }
        case .object(let object):
            for (key, member) in object.members { found += [key] + (try strings(member)) }
        case .null, .bool, .number: break
        }
        return found
    }

    /// The phones by the text that is to be replaced: a JID's digits, or the whole spelling.
    private static func phones(_ texts: [String]) throws(Refusal) -> [String: PhoneNumber] {
        var phones: [String: PhoneNumber] = [:]
        for text in texts {
            let words = text.split { ",; \n\t".contains($0) }.map(String.init)
            for word in Set([text] + words) {
                switch Address(parsing: word) {
                case nil: continue
                case .phone(let phone): phones[String(word.prefix { $0 != "@" })] = phone
                default: throw Refusal(reason: "writes to more than numbers")
                }
            }
        }
        return phones
    }
}
