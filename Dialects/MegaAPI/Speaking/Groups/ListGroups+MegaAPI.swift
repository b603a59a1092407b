import DialectKit

extension ListGroups: SpokenCommand {
    /// `group/list`, or `adminGroupsWithParticipants`; one client met a bare array.
    func conversation(_ context: SpokenContext) throws(CommandFailure) -> Conversation<[Group]> {
        let path =
            onlyAdministered
            ? "/rest/group/{key}/adminGroupsWithParticipants" : "/rest/group/list/{key}"
        let request = try VendorInstance(context).request(.get, path)
        return .ask(request) { (reply) throws(CommandFailure) in
            if let failure = VendorFailure.failure(of: reply) { throw failure }
            guard let groups = reply.json?.array ?? reply.json?["groups"]?.array else {
                throw UpstreamReply.unreadable
            }
            return .done(Told(groups.compactMap { Group(vendor: $0) }))
        }
    }
}

extension GetGroup: SpokenCommand {
    /// `group/{key}/group?jid=`.
    func conversation(_ context: SpokenContext) throws(CommandFailure) -> Conversation<Group> {
        let vendor = try VendorInstance(context)
        return vendor.reading(group) { (group) in .done(Told(group)) }
    }
}

extension RestrictGroup: SpokenCommand {
    /// `setWhoCan…`, a PUT without a body; the group is read before, for the answer shows none.
    func conversation(_ context: SpokenContext) throws(CommandFailure) -> Conversation<Group> {
        let vendor = try VendorInstance(context)
        let route =
            switch restriction {
            case .sending: "setWhoCanSendMessage"
            case .settings: "setWhoCanChangeSettings"
            }
        let request = vendor.request(
            .put,
            "/rest/group/{key}/\(route)",
            query: [("jid", group.jid), ("allowOnlyAdmins", String(onlyAdmins))]
        )
        return vendor.reading(group) { (found) in
            .ask(request) { (reply) throws(CommandFailure) in
                _ = try reply.success()
                return .done(Told(changed(found)))
            }
        }
    }

    private func changed(_ group: Group) -> Group {
        var group = group
        switch restriction {
        case .sending: group.isAnnounce = onlyAdmins
        case .settings: group.isLocked = onlyAdmins
        }
        return group
    }
}

extension VendorInstance {
    /// Reads a group and goes on; its members stand under `group`, or at the root for one client.
    fileprivate func reading<Outcome: Sendable>(
        _ group: Address,
        then next: @escaping @Sendable (Group) -> Conversation<Outcome>
    ) -> Conversation<Outcome> {
        .ask(request(.get, "/rest/group/{key}/group", query: [("jid", group.jid)])) {
            (reply) throws(CommandFailure) in
            let answer = try reply.success()
            let shown = answer["group"] ?? answer
            guard shown.object?.contains("subject") == true else { throw UpstreamReply.unreadable }
            return next(Group(vendor: shown) ?? Group(vendor: shown, id: group))
        }
    }
}
