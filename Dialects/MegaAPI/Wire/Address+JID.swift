import DialectKit

extension Address {
    /// Reads `to` as the vendor's engine completes it.
    ///
    /// A text with `@` stays as it is; without one it is a group when it has the form of one, with
    /// its dash, else a person. Blanks and a leading `+` are dropped first, because clients send
    /// them, and the dashes that people write in numbers.
    init?(recipient text: String) { self.init(parsing: Self.bare(text)) }

    /// Reads the `jid` of a group, with or without its suffix, nil when it is no group's.
    init?(group text: String) {
        let bare = Self.bare(text)
        self.init(parsing: bare.contains("@") ? bare : bare + "@g.us")
        guard isGroup else { return nil }
    }

    private static func bare(_ text: String) -> String {
        let dense = text.filter { $0 != " " }
        return dense.hasPrefix("+") ? String(dense.dropFirst()) : dense
    }
}

extension WireObject {
    /// The recipient in a member that must be there.
    func recipient(_ key: String) throws(WireError) -> Address {
        let text = try filledString(key)
        guard let address = Address(recipient: text) else {
            throw WireError(notAnAddress: text, path: path(of: key))
        }
        return address
    }

    /// The recipients in a member that must be there, at least one.
    func recipients(_ key: String) throws(WireError) -> [Address] {
        var addresses: [Address] = []
        for (index, text) in try filledStrings(key).enumerated() {
            guard let address = Address(recipient: text) else {
                throw WireError(notAnAddress: text, path: path(of: key) + ".\(index)")
            }
            addresses.append(address)
        }
        return addresses
    }

    /// The texts in a member that must be there, at least one.
    func filledStrings(_ key: String) throws(WireError) -> [String] {
        let texts = try strings(key)
        guard !texts.isEmpty else { throw invalid(key, "must not be empty") }
        return texts
    }

    /// The group in a member that must be there.
    func group(_ key: String) throws(WireError) -> Address {
        let text = try filledString(key)
        guard let group = Address(group: text) else {
            throw invalid(key, "must be a group's id", value: text)
        }
        return group
    }
}

extension RequestView {
    /// A text in the query that must be there.
    func filled(query name: String) throws(WireError) -> String {
        guard let text = query[name], !text.isEmpty else {
            throw WireError(.missing, path: name, "\(name) is required")
        }
        return text
    }

    /// The recipient in the query.
    func recipient(query name: String) throws(WireError) -> Address {
        let text = try filled(query: name)
        guard let address = Address(recipient: text) else {
            throw WireError(notAnAddress: text, path: name)
        }
        return address
    }

    /// The group in the query's `jid`.
    func group() throws(WireError) -> Address {
        let text = try filled(query: "jid")
        guard let group = Address(group: text) else {
            throw WireError(.invalidValue, path: "jid", "jid must be a group's id", value: text)
        }
        return group
    }
}

extension WireError {
    fileprivate init(notAnAddress text: String, path: String) {
        self.init(
            .invalidRecipient,
            path: path,
            "\(path) is not a phone number or WhatsApp id",
            value: text
        )
    }
}
