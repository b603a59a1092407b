import DialectKit

extension Group {
    /// Reads a group as every group route shows it, nil when it has no group's id.
    init?(vendor json: JSONValue) {
        guard let id = json.text("id").flatMap({ Address(group: $0) }) else { return nil }
        self.init(vendor: json, id: id)
    }

    /// Reads what is told of a group whose id is known.
    init(vendor json: JSONValue, id: Address) {
        self.init(
            id: id,
            subject: json["subject"]?.string ?? "",
            description: json.text("desc"),
            owner: json.address("owner"),
            createdAt: json.moment("creation") ?? Timestamp(milliseconds: 0),
            isAnnounce: json.flag("announce"),
            isLocked: json.flag("restrict"),
            participants: (json["participants"]?.array ?? []).compactMap { Participant(vendor: $0) }
        )
    }
}

extension Participant {
    /// Reads a member, nil when its id is none; one known by a LID alone stays that.
    fileprivate init?(vendor json: JSONValue) {
        guard let address = json.address("id") else { return nil }
        let role = json.text("admin").flatMap { Role(rawValue: $0) } ?? .member
        self.init(told: address, role: role)
    }
}
