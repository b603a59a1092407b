import DialectKit

extension Address {
    /// Reads a recipient: a number, a JID with either suffix of persons, a group or a LID.
    ///
    /// Exactly 11 digits are a Brazilian number without its country code, so `55` is put in front.
    init?(recipient text: String) {
        let isJID = text.contains("@")
        let digits = isJID ? "" : text.filter { !" -().+".contains($0) }
        let isLocal = digits.utf8.count == 11 && digits.utf8.allSatisfy { (0x30...0x39) ~= $0 }
        self.init(parsing: isLocal && !text.hasPrefix("+") ? "55" + digits : text)
    }
}

extension WireObject {
    /// The recipient in a member that must be there.
    func recipient(_ key: String) throws(WireError) -> Address {
        let text = try filledString(key)
        guard let address = Address(recipient: text) else {
            throw WireError(notARecipient: text, path: path(of: key))
        }
        return address
    }
}

extension RequestView {
    /// The contact in the path.
    func contact() throws(WireError) -> Address {
        let text = parameter("phone")
        guard let address = Address(recipient: text) else {
            throw WireError(notARecipient: text, path: "phone")
        }
        return address
    }

    /// The group in the path.
    func group() throws(WireError) -> Address {
        let text = parameter("groupId")
        guard let group = Address(parsing: text), group.isGroup else {
            throw WireError(
                .invalidValue,
                path: "groupId",
                "groupId must be a group JID",
                value: text
            )
        }
        return group
    }
}

extension WireError {
    fileprivate init(notARecipient text: String, path: String) {
        self.init(
            .invalidRecipient,
            path: path,
            "\(path) must be a phone number or WhatsApp JID",
            value: text
        )
    }
}
