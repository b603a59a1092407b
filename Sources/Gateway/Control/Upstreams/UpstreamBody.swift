internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import HTTP
internal import Reactor
internal import Upstreams

/// The body that describes an upstream: `dialect`, `base_url`, `settings`, `limits`.
///
/// The same in the control API and in the configuration file. A setting that is left out keeps its
/// value; `null` removes it.
struct UpstreamBody {
    private let body: WireObject
    private let speeches: Speeches
    private let reserved: Set<UpstreamID>

    init(_ body: WireObject, _ plane: ControlPlane) {
        self.body = body
        speeches = plane.speeches
        reserved = plane.engine.reservedUpstreamNames
    }

    /// The upstream as it is to be, over what is known of it.
    func definition(
        _ id: UpstreamID,
        _ known: UpstreamDefinition?
    ) throws(CommandFailure) -> UpstreamDefinition {
        guard Self.isName(id.text), !reserved.contains(id) else {
            let rule = "A name has 1 to 64 letters, digits, dots, dashes and underscores"
            throw CommandFailure(.requestInvalid, rule, field: body.path(of: "id"))
        }
        let dialect = try text("dialect") ?? known?.dialect.text
        guard let dialect, let speech = speeches[DialectID(dialect)] else {
            let names = speeches.all.map(\.id.text).joined(separator: ", ")
            throw CommandFailure(
                .requestInvalid,
                "dialect must be one of \(names)",
                field: body.path(of: "dialect")
            )
        }
        return UpstreamDefinition(
            id: id,
            dialect: speech.id,
            baseURL: try baseURL(known?.baseURL),
            settings: try SettingsBody(body, speech).settings(over: known?.settings ?? [:]),
            limits: try limits(over: known?.limits ?? UpstreamLimits())
        )
    }

    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: byte == 0x2D || byte == 0x2E || byte == 0x5F
                }
            }
    }

    /// The URL without the slashes at its end.
    private func baseURL(_ known: String?) throws(CommandFailure) -> String {
        let field = body.path(of: "base_url")
        guard var url = try text("base_url") ?? known else {
            throw CommandFailure(.requestInvalid, "base_url is required", field: field)
        }
        while url.hasSuffix("/") { url.removeLast() }
        let policy = TargetURL.Policy(allowsPlainHTTP: true, refusedPorts: [])
        guard (try? TargetURL(url + "/", policy: policy)) != nil, !url.contains("?"),
            !url.split(separator: "/").contains(where: { [".", ".."].contains($0) })
        else {
            let rule = "base_url must be an http or https URL without a query or dots for a step"
            throw CommandFailure(.requestInvalid, rule, field: field)
        }
        return url
    }

    /// The bounds over those that are known; `null` for one stands for its default.
    private func limits(
        over known: UpstreamLimits
    ) throws(CommandFailure) -> UpstreamLimits {
        guard let value = body.value("limits") else { return known }
        let path = body.path(of: "limits")
        guard let given = value.object, var object = known.json.object else {
            throw CommandFailure(.requestInvalid, "limits must be an object", field: path)
        }
        for (name, limit) in given.members {
            guard Self.limitNames.contains(name) else {
                let names = Self.limitNames.joined(separator: ", ")
                throw CommandFailure(
                    .requestInvalid,
                    "The limits are \(names)",
                    field: "\(path).\(name)"
                )
            }
            object[name] = limit
        }
        do throws(CanonicalJSONError) {
            return try UpstreamLimits(reading: JSONPlace(.object(object), path: path))
        } catch {
            throw CommandFailure(.requestInvalid, error.message, field: error.path)
        }
    }

    private static let limitNames = [
        "connect_ms", "first_byte_ms", "total_ms", "concurrent_calls", "send_gap_ms",
        "authority_file",
    ]

    private func text(_ key: String) throws(CommandFailure) -> String? {
        do throws(WireError) { return try body.optionalString(key) } catch { throw error.failure }
    }
}
