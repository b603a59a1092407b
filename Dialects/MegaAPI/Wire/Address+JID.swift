import DialectKit

extension Address {
    /// Reads a recipient as the vendor's engine completes it, nil when it is none.
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

    /// Reads a recipient, naming where it stood.
    fileprivate static func recipient(
        in text: String,
        path: String
    ) throws(WireError) -> Address {
        try WireObject.address(in: bare(text), path: path)
    }

    /// Reads a group, naming where it stood.
    fileprivate static func group(in text: String, path: String) throws(WireError) -> Address {
        guard let group = Address(group: text) else {
            throw WireError(.invalidValue, path: path, "jid must be a group's id", value: text)
        }
        return group
    }

    private static func bare(_ text: String) -> String {
        let dense = text.filter { $0 != " " }
        return dense.hasPrefix("+") ? String(dense.dropFirst()) : dense
    }
}

extension WireObject {
    /// The recipient in a member that must be there.
    func recipient(_ key: String) throws(WireError) -> Address {
        try Address.recipient(in: filledString(key), path: path(of: key))
    }

    /// The recipients in a member that must be there, at least one.
    func recipients(_ key: String) throws(WireError) -> [Address] {
        var addresses: [Address] = []
        for (index, text) in try filledStrings(key).enumerated() {
            addresses.append(try Address.recipient(in: text, path: path(of: key) + ".\(index)"))
        }
        return addresses
    }

    /// The texts in a member that must be there, at least one.
    func filledStrings(_ key: String) throws(WireError) -> [String] {
        let texts = try strings(key)
        guard !texts.isEmpty else { throw invalid(key, "must not be empty") }
        return texts
    }

    /// The group in `jid`, which must be there.
    func group() throws(WireError) -> Address {
        try Address.group(in: filledString("jid"), path: path(of: "jid"))
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
        try Address.recipient(in: filled(query: name), path: name)
    }

    /// The group in the query's `jid`.
    func group() throws(WireError) -> Address {
        try Address.group(in: filled(query: "jid"), path: "jid")
    }
}
