import DialectKit

extension Route {
    /// The routes under `/rest/group`.
    static let group =
        [adminGroups, adminGroupsWithParticipants, listGroups, getGroup, createGroup]
        + [
            change("addParticipants", .add, "Participants added"),
            change("removeParticipants", .remove, "Participants removed", support: .observed),
            change("demoteParticipants", .demote, "Participants demoted"),
            change("promoteParticipants", .promote, "Participants promoted"),
            restrict("setWhoCanSendMessage", .sending),
            restrict("setWhoCanChangeSettings", .settings),
            leaveGroup,
        ]

    /// `GET /rest/group/{key}/adminGroups`: the groups it administers, without their members.
    private static let adminGroups = Route(
        .get,
        "/rest/group/{key}/adminGroups",
        "group.adminGroups",
        access: .instanceToken,
        decode: { _ in ListGroups(onlyAdministered: true) },
        encode: { groups, _ in
            .groups("Groups fetched", groups, withParticipants: false)
        }
    ).making(["administered"])

    /// `GET /rest/group/{key}/adminGroupsWithParticipants`: the same with their members.
    private static let adminGroupsWithParticipants = Route(
        .get,
        "/rest/group/{key}/adminGroupsWithParticipants",
        "group.adminGroupsWithParticipants",
        access: .instanceToken,
        decode: { _ in ListGroups(onlyAdministered: true) },
        encode: { groups, _ in .groups("Groups fetched", groups) }
    ).making(["administered"])

    /// `GET /rest/group/list/{key}`: every group the account is in.
    private static let listGroups = Route(
        .get,
        "/rest/group/list/{key}",
        "group.list",
        support: .observed,
        access: .instanceToken,
        decode: { _ in ListGroups(onlyAdministered: false) },
        encode: { groups, _ in .groups("Groups listed", groups) }
    ).making(["all"])

    /// `GET /rest/group/{key}/group?jid=`: one group.
    private static let getGroup = Route(
        .get,
        "/rest/group/{key}/group",
        "group.group",
        support: .observed,
        access: .instanceToken,
        decode: { (request) throws(WireError) -> GetGroup in
            GetGroup(group: try request.group())
        },
        encode: { group, _ in .group("Group fetched", group) }
    )

    /// `POST /rest/group/{key}/create`: makes a group with the account as its superadmin.
    private static let createGroup = Route(
        .post,
        "/rest/group/{key}/create",
        "group.create",
        access: .instanceToken,
        body: CreateGroupBody.self,
        decode: { body, _ in body.command },
        encode: { group, _ in .group("Group created", group) }
    )

    /// `POST /rest/group/{key}/…Participants`: one inner array for each member that was changed.
    private static func change(
        _ name: String,
        _ change: ChangeParticipants.Change,
        _ message: String,
        support: Support = .documented
    ) -> Route {
        Route(
            .post,
            PathPattern("/rest/group/{key}/\(name)"),
            "group.\(name)",
            support: support,
            access: .instanceToken,
            body: ParticipantsBody.self,
            decode: { body, _ in
                ChangeParticipants(
                    group: body.group,
                    change: change,
                    participants: body.participants
                )
            },
            encode: { changed, _ in
                .success(message) { json in
                    json.memberArray("updatedParticipants") { json in
                        for address in changed { json.array { $0.string(address.jid) } }
                    }
                }
            }
        ).making([change.rawValue])
    }

    /// `PUT /rest/group/{key}/setWhoCan…?jid=&allowOnlyAdmins=`: no body, both in the query.
    private static func restrict(
        _ name: String,
        _ restriction: RestrictGroup.Restriction
    ) -> Route {
        Route(
            .put,
            PathPattern("/rest/group/{key}/\(name)"),
            "group.\(name)",
            access: .instanceToken,
            decode: { (request) throws(WireError) -> RestrictGroup in
                RestrictGroup(
                    group: try request.group(),
                    restriction: restriction,
                    onlyAdmins: try request.query.bool("allowOnlyAdmins")
                )
            },
            encode: { _, _ in .success("Settings updated") }
        ).making([restriction.rawValue])
    }

    /// `DELETE /rest/group/{key}/leaveGroup?jid=`: takes the account out of the group.
    private static let leaveGroup = Route(
        .delete,
        "/rest/group/{key}/leaveGroup",
        "group.leaveGroup",
        access: .instanceToken,
        decode: { (request) throws(WireError) -> LeaveGroup in
            LeaveGroup(group: try request.group())
        },
        encode: { _, _ in .success("Left group") }
    )
}

extension HTTPResponse {
    fileprivate static func group(_ message: String, _ group: Group) -> HTTPResponse {
        .success(message) { json in json.member("group") { $0.group(group) } }
    }

    fileprivate static func groups(
        _ message: String,
        _ groups: [Group],
        withParticipants: Bool = true
    ) -> HTTPResponse {
        .success(message) { json in
            json.memberArray("groups") { json in
                for group in groups {
                    json.object { $0.group(group, withParticipants: withParticipants) }
                }
            }
        }
    }
}
