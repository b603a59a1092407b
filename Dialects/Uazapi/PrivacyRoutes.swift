import DialectKit

extension Route {
    /// `GET /instance/privacy`: who may see what of the account.
    static let readPrivacy = Route(
        .get,
        "/instance/privacy",
        "instance.getPrivacy",
        access: .instance,
        decode: { _ in GetPrivacy() },
        encode: { settings, _ in privacyAnswer(settings) }
    )

    /// `POST /instance/privacy`: changes some settings and answers all of them.
    static let changePrivacy = Route(
        .post,
        "/instance/privacy",
        "instance.setPrivacy",
        access: .instance,
        body: PrivacyBody.self,
        decode: { body, _ in SetPrivacy(changes: body.changes) },
        encode: { settings, _ in privacyAnswer(settings) }
    )
}

/// The body of `POST /instance/privacy`: one key or more, and no other.
struct PrivacyBody: WireDecodable {
    let changes: [PrivacySetting: PrivacyAudience]

    init(from object: WireObject) throws(WireError) {
        guard object.json.count > 0 else {
            throw WireError(
                .missing,
                path: "",
                "No valid privacy settings found. "
                    + #"Use format: {"groupadd": "contacts", "last": "none"}"#
            )
        }
        var changes: [PrivacySetting: PrivacyAudience] = [:]
        for (key, value) in object.json.members {
            let setting = try Self.setting(key)
            changes[setting] = try Self.audience(value, for: setting, key)
        }
        self.changes = changes
    }

    private static func setting(_ key: String) throws(WireError) -> PrivacySetting {
        guard let setting = PrivacySetting.uazapiOrder.first(where: { $0.uazapiKey == key }) else {
            throw WireError(
                .invalidValue,
                path: key,
                "invalid privacy type: \(key.prefix(64)). Valid types: groupadd, last, status, "
                    + "profile, readreceipts, online, calladd"
            )
        }
        return setting
    }

    /// Reads an audience; one that the setting does not have is refused like an unknown one.
    private static func audience(
        _ value: JSONValue,
        for setting: PrivacySetting,
        _ key: String
    ) throws(WireError) -> PrivacyAudience {
        guard let text = value.string, !text.isEmpty else {
            throw WireError(.wrongType, path: key, "Value for \(key) must be a non-empty string")
        }
        guard let audience = setting.audiences.first(where: { $0.uazapiWord == text }) else {
            throw WireError(
                .invalidValue,
                path: key,
                "invalid privacy value: \(text.prefix(64)). Valid values: all, contacts, "
                    + "contact_blacklist, none, match_last_seen, known"
            )
        }
        return audience
    }
}

private func privacyAnswer(_ settings: [PrivacySetting: PrivacyAudience]) -> HTTPResponse {
    .json { writer in
        writer.object { writer in
            for setting in PrivacySetting.uazapiOrder {
                writer.member(MemberName(setting.uazapiKey), (settings[setting] ?? .all).uazapiWord)
            }
        }
    }
}

extension PrivacySetting {
    static let uazapiOrder: [PrivacySetting] = [
        .groupAdd, .lastSeen, .about, .picture, .readReceipts, .online, .call,
    ]

    var uazapiKey: String {
        switch self {
        case .groupAdd: "groupadd"
        case .lastSeen: "last"
        case .about: "status"
        case .picture: "profile"
        case .readReceipts: "readreceipts"
        case .online: "online"
        case .call: "calladd"
        }
    }
}

extension PrivacyAudience {
    var uazapiWord: String {
        switch self {
        case .all: "all"
        case .contacts: "contacts"
        case .contactsExcept: "contact_blacklist"
        case .none: "none"
        case .sameAsLastSeen: "match_last_seen"
        case .known: "known"
        }
    }
}
