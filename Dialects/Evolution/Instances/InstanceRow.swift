import DialectKit

/// One row of `GET /instance/fetchInstances`, as the server's database has it.
struct InstanceRow {
    let name: String
    /// `open`, `close` or `connecting`.
    let state: String
    /// The number that is or was linked.
    let owner: PhoneNumber?
    let profileName: String
    let pictureURL: String?
    /// Why the last connection ended, in the protocol's numbers.
    let reason: Int?
    /// The instance's own key: never logged.
    let token: String?

    /// Reads a row, nil when it has no name.
    init?(_ row: JSONValue) {
        guard let name = row.text("name") else { return nil }
        self.name = name
        state = row.text("connectionStatus") ?? ""
        owner = row.address("ownerJid")?.phone
        profileName = row.text("profileName") ?? ""
        pictureURL = row.text("profilePicUrl")
        reason = row.integer("disconnectionReasonCode")
        token = row.text("token")
    }

    /// The rows of an answer, which is an array, or one row where one was asked for.
    static func rows(_ reply: UpstreamReply) throws(CommandFailure) -> [InstanceRow] {
        guard reply.isSuccess else { throw EvolutionFailure.of(reply) }
        guard let body = reply.json, body.array != nil || body.object != nil else {
            throw UpstreamReply.unreadable
        }
        return body.elements.compactMap { InstanceRow($0["instance"] ?? $0) }
    }
}
