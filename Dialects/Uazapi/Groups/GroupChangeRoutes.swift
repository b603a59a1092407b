import DialectKit

extension Route {
    /// `POST /group/updateAnnounce`: who may send.
    static let changeAnnounce = restriction("/group/updateAnnounce", "announce", .sending) { isOn in
        // The words of what is switched off were not seen (assumed).
        "Group announce \(isOn ? "enabled" : "disabled") successfully"
    }

    /// `POST /group/updateLocked`: who may change the group's name and the like.
    static let changeLocked = restriction("/group/updateLocked", "locked", .settings) { _ in
        "Group lock status changed successfully"
    }

    private static func restriction(
        _ path: PathPattern,
        _ key: String,
        _ restriction: RestrictGroup.Restriction,
        confirmation: @escaping @Sendable (Bool) -> String
    ) -> Route {
        Route(
            .post,
            path,
            "group.\(restriction == .sending ? "updateAnnounce" : "updateLocked")",
            access: .instance,
            body: RestrictionBody.self,
            becoming: [GetInstance.self, RestrictGroup.self],
            invoke: { (body, _) throws(WireError) -> Invocation in
                let onlyAdmins = try body.object.bool(key)
                let command = RestrictGroup(
                    group: body.group,
                    restriction: restriction,
                    onlyAdmins: onlyAdmins
                )
                return Invocation(first: GetInstance()) { instance in
                    Invocation(command) { group in
                        .json(capacity: 2048) { writer in
                            writer.object { writer in
                                writer.member("response", confirmation(onlyAdmins))
                                let shown = GroupObject(group: group, account: instance.account)
                                writer.member("group") { shown.write(&$0) }
                                writer.member("needs_refresh", false)
                            }
                        }
                    }
                }
            }
        ).making([restriction.rawValue])
    }
}

/// The body of a change of a group's settings, whose second member the route names.
struct RestrictionBody: WireDecodable {
    let group: Address
    let object: WireObject

    init(from object: WireObject) throws(WireError) {
        group = try object.group()
        self.object = object
    }
}
