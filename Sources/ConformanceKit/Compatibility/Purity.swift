import Canonical
import DialectKit
import Glibc
import Wire

/// A route gives the same command and the same answer for the same request, whenever it is asked,
/// and no variant of it that the route does not name.
struct Purity {
    /// How long a clock has to move between two tries.
    private static let pauseMicroseconds: UInt32 = 2000

    let dialect: any Dialect
    let fixtures: [Fixture]

    init(_ dialect: any Dialect, _ fixtures: [Fixture]) {
        self.dialect = dialect
        self.fixtures = fixtures
    }

    var findings: [String] {
        var requests: [(route: Int, view: RequestView)] = []
        for fixture in fixtures {
            if let index = Coverage.index(of: fixture.request, in: dialect.routes),
                let view = view(of: fixture, for: dialect.routes[index])
            {
                requests.append((index, view))
            }
        }
        let first = requests.map { attempt($0.route, $0.view) }
        usleep(Self.pauseMicroseconds)
        let second = requests.map { attempt($0.route, $0.view) }
        var findings: [String] = []
        for (index, request) in requests.enumerated() {
            let route = dialect.routes[request.route]
            findings += Self.compare(first[index], second[index], route.title)
            findings += first[index].unnamedVariant(of: route).map {
                "\(route.title): makes the variant \($0), which it does not name"
            }
        }
        return findings.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// What one try gave.
    private struct Attempt: Equatable {
        let command: String?
        let variant: String?
        let hasOutcome: Bool
        let answer: String

        /// The variant that the command has and the route does not name, none when it does.
        func unnamedVariant(of route: Route) -> [String] {
            guard let variant, let named = route.variants else { return [] }
            return named.contains(variant) ? [] : [variant]
        }
    }

    private func attempt(_ route: Int, _ view: RequestView) -> Attempt {
        let performer = SamplePerformer()
        let caller = Caller(
            tenant: TenantID("tenant"),
            instance: SamplePerformer.instance.id,
            dialect: dialect.id,
            requestID: view.requestID
        )
        let served = dialect.routes[route].answer(
            view,
            rules: dialect.bodyRules,
            performer: performer,
            caller: caller
        )
        guard case .now(let result) = served else {
            return Attempt(
                command: performer.command,
                variant: performer.variant,
                hasOutcome: true,
                answer: "later"
            )
        }
        return Attempt(
            command: performer.command,
            variant: performer.variant,
            hasOutcome: performer.hadOutcome,
            answer: "\(result)"
        )
    }

    private static func compare(_ one: Attempt, _ other: Attempt, _ title: String) -> [String] {
        if one.command != other.command { return ["\(title): decodes differently each time"] }
        if one.answer != other.answer { return ["\(title): encodes differently each time"] }
        if one.command != nil, !one.hasOutcome {
            return ["\(title): its answer was not tried, for its command has no sample outcome"]
        }
        return []
    }

    /// The fixture's request as the route sees it, placeholders standing for themselves.
    private func view(of fixture: Fixture, for route: Route) -> RequestView? {
        let request = fixture.request
        guard let parameters = route.pattern.match(request.segments) else { return nil }
        let body: [UInt8] =
            switch request.body {
            case .none: []
            case .json(let value): value.serialized()
            case .text(let text): Array(text.utf8)
            }
        let path = String(request.path.prefix { $0 != "?" })
        let query = request.path.dropFirst(path.count + 1).split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            return (name: parts.first ?? "", value: parts.count > 1 ? parts[1] : "")
        }
        return RequestView(
            path: path,
            parameters: parameters,
            query: QueryItems(query),
            fields: HTTPFields(request.headers.map { ($0.name, $0.value) }),
            body: body,
            receivedAt: Timestamp(milliseconds: 1_700_000_000_000),
            requestID: "request",
            baseURL: "http://127.0.0.1:8080"
        )
    }
}
