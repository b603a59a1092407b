import DialectKit

extension Address {
    /// Reads a recipient: a number, a JID with either suffix of persons, a group or a LID.
    ///
    /// Exactly 11 digits are a Brazilian number without its country code, so `55` is put in front.
    init?(recipient text: String) {
        if text.utf8.count != 11, let number = PhoneNumber(bare: text) {
            self = .phone(number)
            return
        }
        // Bytes, not characters: a request may hold a thousand recipients.
        var digitCount = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: digitCount += 1
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."): continue
            case UInt8(ascii: "("), UInt8(ascii: ")"): continue
            default:
                // A JID, an international number with `+`, or no number: read as it stands.
                self.init(parsing: text)
                return
            }
        }
        // What separates the digits is skipped there as well.
        self.init(parsing: digitCount == 11 ? "55" + text : text)
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
