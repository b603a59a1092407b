import DialectKit

extension Route {
    /// `POST /chat/check`: which numbers are on WhatsApp, and as whom.
    static let checkNumbers = Route(
        .post,
        "/chat/check",
        "chat.check",
        access: .instance,
        body: CheckBody.self,
        becoming: [CheckNumbers.self],
        invoke: { body, _ in
            Invocation(CheckNumbers(numbers: body.numbers)) { answers in
                .json(capacity: 1024) { writer in
                    writer.array { writer in
                        for entry in body.entries(answers) { writer.object(entry.write) }
                    }
                }
            }
        }
    )
}

/// The body of `POST /chat/check`.
struct CheckBody: WireDecodable {
    /// The texts as they were sent, which the answer repeats.
    let queries: [String]
    /// What each may be, nil for a text that is no number.
    let addresses: [Address?]

    /// Those that can be asked for.
    var numbers: [Address] { addresses.compactMap { $0 } }

    /// Reads the numbers; a text that cannot be one is nobody's (assumed), so that it does not keep
    /// the others from being answered, and a group cannot be asked for here.
    init(from object: WireObject) throws(WireError) {
        queries = try object.optionalStrings("numbers") ?? []
        guard !queries.isEmpty else {
            throw WireError(.missing, path: "numbers", "Missing numbers in payload")
        }
        var addresses: [Address?] = []
        for text in queries {
            let address = Address(parsing: text)
            switch address {
            case nil, .phone, .lid: addresses.append(address)
            case .group, .newsletter, .broadcast, .status:
                throw object.invalid("numbers", "can only be asked for people here", value: text)
            }
        }
        self.addresses = addresses
    }

    /// One entry for each text, in the order asked.
    func entries(_ answers: [CheckNumbers.Answer]) -> [CheckEntry] {
        var rest = answers[...]
        return zip(queries, addresses).map { query, address in
            CheckEntry(query: query, asked: address, answer: address == nil ? nil : rest.popFirst())
        }
    }
}

/// What is told of one number.
struct CheckEntry {
    let query: String
    let asked: Address?
    let answer: CheckNumbers.Answer?

    /// Writes the members, without the braces, in the order of live servers.
    func write(_ writer: inout JSONWriter) {
        writer.member("query", query)
        writer.member("jid", answer?.resolved?.jid ?? "")
        if answer?.resolved != nil, let lid = answer?.lid { writer.member("lid", lid + "@lid") }
        writer.member("isInWhatsapp", answer?.resolved != nil)
        writer.member("verifiedName", answer?.verifiedName ?? "")
        guard answer?.resolved == nil else { return }
        let number = asked?.jid ?? query + "@s.whatsapp.net"
        writer.member("error", "the number \(number) is not on WhatsApp")
    }
}
