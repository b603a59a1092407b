import DialectKit

extension Route {
    /// `GET /group/list`: every group the account is in.
    static let listGroups = Route(
        .get,
        "/group/list",
        "group.list",
        access: .instance,
        body: NoBody.self,
        becoming: [GetInstance.self, ListGroups.self],
        invoke: { _, request in
            let hidesMembers = request.query.flag("noparticipants")
            return Invocation(first: GetInstance()) { instance in
                Invocation(ListGroups(onlyAdministered: false)) { groups in
                    .json(capacity: 4096) { writer in
                        writer.object { writer in
                            writer.member(groups, of: instance.account, hidesMembers: hidesMembers)
                        }
                    }
                }
            }
        }
    ).making(["all"])

    /// `POST /group/list`: the same by pages, and those that fit a text.
    static let listGroupPage = Route(
        .post,
        "/group/list",
        "group.listPage",
        access: .instance,
        body: GroupPageBody.self,
        becoming: [GetInstance.self, ListGroups.self],
        invoke: { body, _ in
            Invocation(first: GetInstance()) { instance in
                Invocation(ListGroups(onlyAdministered: false)) { groups in
                    body.answer(groups, of: instance.account)
                }
            }
        }
    ).making(["all"])
}

/// The body of `POST /group/list`, of both generations; `force` is read past.
struct GroupPageBody: WireDecodable {
    private let limit: Int
    private let offset: Int
    private let search: String
    /// Whether the search is no longer than what it is looked for in may be.
    private let canMatch: Bool
    private let hidesMembers: Bool

    private static let usualCount = 50
    private static let mostGroups = 1000
    private static let longestMatch = 1024

    /// Reads the page: by `limit` and `offset`, or by `page`, from 1, and `pageSize`.
    init(from object: WireObject) throws(WireError) {
        let limit = try Self.first(["limit", "pageSize"], object) ?? Self.usualCount
        self.limit = min(max(1, limit), Self.mostGroups)
        let page = max(1, try object.optionalInt("page") ?? 1) - 1
        let skipped = page.multipliedReportingOverflow(by: self.limit)
        let before = skipped.overflow ? Int.max : skipped.partialValue
        // One less than what fits, for the number of its page is one more.
        offset = min(max(0, try object.optionalInt("offset") ?? before), Int.max - 1)
        let search = try object.optionalString("search") ?? ""
        canMatch = search.utf8.count <= Self.longestMatch
        self.search = canMatch ? search.lowercased() : ""
        hidesMembers = try object.optionalBool("noParticipants") ?? false
    }

    private static func first(
        _ keys: [String],
        _ object: WireObject
    ) throws(WireError) -> Int? {
        for key in keys where object.has(key) { return try object.optionalInt(key) }
        return nil
    }

    func answer(_ groups: [Group], of account: LinkedAccount?) -> HTTPResponse {
        let found = groups.filter { canMatch && (search.isEmpty || fits($0)) }
        let page = found.dropFirst(offset).prefix(limit)
        return .json(capacity: 4096) { writer in
            writer.object { writer in
                writer.member(Array(page), of: account, hidesMembers: hidesMembers)
                writer.member("pagination") { writePage(of: found.count, &$0) }
            }
        }
    }

    private func fits(_ group: Group) -> Bool {
        group.subject.lowercased().contains(search) || group.id.jid.contains(search)
    }

    /// Writes the members of both generations.
    private func writePage(of total: Int, _ writer: inout JSONWriter) {
        let pages = (total + limit - 1) / limit
        let page = offset / limit + 1
        writer.member("totalRecords", total)
        writer.member("limit", limit)
        writer.member("offset", offset)
        writer.member("currentPage", page)
        writer.member("totalPages", pages)
        writer.member("pageSize", limit)
        writer.member("hasNextPage", offset < total && total - offset > limit)
        writer.member("hasPreviousPage", offset > 0)
    }
}

extension JSONWriter {
    fileprivate mutating func member(
        _ groups: [Group],
        of account: LinkedAccount?,
        hidesMembers: Bool
    ) {
        memberArray("groups") { writer in
            for group in groups {
                let shown = GroupObject(
                    group: group,
                    account: account,
                    hidesMembers: hidesMembers
                )
                writer.object { shown.write(&$0) }
            }
        }
    }
}

extension QueryItems {
    /// Whether a parameter says yes.
    fileprivate func flag(_ name: String) -> Bool { self[name] == "true" || self[name] == "1" }
}
