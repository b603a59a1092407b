internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Sandbox

extension ControlPlane {
    /// The groups of the world, and what their members do to them.
    static var groupRoutes: [ControlRoute] {
        [
            ControlRoute(.post, "/_sotaque/sandbox/groups", addGroup),
            ControlRoute(.delete, "/_sotaque/sandbox/groups") { call throws(CommandFailure) in
                try await call.steer { sandbox, _, effects throws(CommandFailure) in
                    sandbox.removeGroups(effects: &effects)
                }
                return .empty(204)
            },
            ControlRoute(.patch, "/_sotaque/sandbox/groups/{group}", changeGroup),
            ControlRoute(
                .post,
                "/_sotaque/sandbox/groups/{group}/participants",
                changeParticipants
            ),
        ]
    }

    private static func changeGroup(_ call: ControlCall) async throws(CommandFailure)
        -> HTTPResponse
    {
        let group = try call.addressInPath("group")
        let actor = try call.actor()
        let changes = try call.groupChanges()
        let changed = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.changeGroup(group, changes, by: actor, now: now, effects: &effects)
        }
        return .json(200, changed.json)
    }

    private static func changeParticipants(
        _ call: ControlCall
    ) async throws(CommandFailure) -> HTTPResponse {
        let group = try call.addressInPath("group")
        let actor = try call.actor()
        let (change, participants) = try call.canonical { body throws(CanonicalJSONError) in
            (
                try body.member("change").name(of: ChangeParticipants.Change.self),
                try body.readAll("participants", as: Address.self)
            )
        }
        let done = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.changeParticipants(
                of: group,
                change,
                participants,
                by: actor,
                now: now,
                effects: &effects
            )
        }
        return .json(200, ["participants": .array(done.map(\.json))])
    }

    private static func addGroup(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        guard let owner = try call.phone("owner") else {
            throw CommandFailure(.requestInvalid, "owner is required", field: "owner")
        }
        let members = try call.members()
        let id = try call.groupID()
        let (subject, description, creation) = try call.read { body throws(WireError) in
            (
                try body.filledString("subject"),
                try body.optionalString("description"), try body.optionalInt("creation")
            )
        }
        let group = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            let seconds = creation.map { Int64(clamping: $0).multipliedReportingOverflow(by: 1000) }
            let createdAt = seconds.map { Timestamp(milliseconds: $0.partialValue) } ?? now
            return try sandbox.addGroup(
                id: id,
                subject: subject,
                description: description,
                owner: owner,
                participants: members,
                createdAt: createdAt,
                now: now,
                effects: &effects
            )
        }
        return .json(201, ["id": .string(group.id.jid), "subject": .string(group.subject)])
    }
}
