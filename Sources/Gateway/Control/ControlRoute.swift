internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Engine
internal import Sandbox
internal import Upstreams

/// One operation of the control API.
struct ControlRoute: Sendable {
    let method: HTTPMethod
    let pattern: PathPattern
    let needsToken: Bool
    /// The longest body that is read, in bytes.
    let bodyLimitBytes: Int
    /// What is asked before any of the body is read, nil for nothing.
    let objects: Guard?
    let run: Run

    /// Carries a request out.
    typealias Run = @Sendable (ControlCall) async throws(CommandFailure) -> HTTPResponse
    /// Judges the path's parameters.
    typealias Guard = @Sendable (ControlPlane, [String: String]) throws(CommandFailure) -> Void

    init(
        _ method: HTTPMethod,
        _ pattern: PathPattern,
        needsToken: Bool = true,
        _ run: @escaping Run
    ) {
        self.method = method
        self.pattern = pattern
        self.needsToken = needsToken
        bodyLimitBytes = 64 << 20
        objects = nil
        self.run = run
    }

    /// A route that a key in its path opens; its body need not be JSON.
    init(
        _ method: HTTPMethod,
        _ pattern: PathPattern,
        guard objects: @escaping Guard,
        _ run: @escaping Run
    ) {
        self.method = method
        self.pattern = pattern
        needsToken = false
        bodyLimitBytes = HookReader.bodyLimitBytes
        self.objects = objects
        self.run = run
    }
}

/// One request of the control API, read as far as every operation needs.
struct ControlCall: Sendable {
    let plane: ControlPlane
    let gateway: Gateway
    let parameters: [String: String]
    let query: QueryItems
    /// The URL under which the operator reaches the gateway.
    let baseURL: String
    /// The body's members; none when there is no body, or it may be something else than JSON.
    let body: WireObject
    /// The body as it came.
    let bytes: [UInt8]
    /// The fields as they came.
    let fields: HTTPFields

    init(
        _ request: HTTPRequest,
        _ match: ControlPlane.Match,
        _ plane: ControlPlane,
        _ gateway: Gateway
    ) throws(CommandFailure) {
        self.plane = plane
        self.gateway = gateway
        parameters = match.parameters
        bytes = request.body
        fields = request.head.fields
        baseURL = gateway.options.publicURL ?? "http://" + request.head.authority
        guard let query = QueryItems(parsing: request.head.query) else {
            throw CommandFailure(.requestInvalid, "The query cannot be read", field: "query")
        }
        self.query = query
        guard match.route.method != .get, match.route.objects == nil, !request.body.isEmpty else {
            body = WireObject(JSONObject())
            return
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONReader.read(request.body) } catch {
            throw CommandFailure(.requestMalformed, error.message)
        }
        guard let object = value.object else {
            throw CommandFailure(.requestInvalid, "The body must be a JSON object")
        }
        body = WireObject(object)
    }

    var engine: Engine { plane.engine }

    var sandbox: Sandbox { plane.sandbox }

    func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// The instance that the path names by id or unique name.
    func instance() throws(CommandFailure) -> Instance {
        guard let instance = engine.instance(parameter("id")) else {
            throw CommandFailure(.instanceNotFound, "Instance not found")
        }
        return instance
    }

    /// Reads the body, with a wire error turned into the core's failure.
    func read<Value>(
        _ body: (WireObject) throws(WireError) -> Value
    ) throws(CommandFailure) -> Value {
        do throws(WireError) { return try body(self.body) } catch { throw error.failure }
    }

    /// A phone number in a member of the body.
    func phone(_ key: String) throws(CommandFailure) -> PhoneNumber? {
        guard let text = try read({ (body) throws(WireError) in try body.optionalString(key) })
        else { return nil }
        guard let number = PhoneNumber(text) else {
            throw CommandFailure(.recipientInvalid, "\(key) is not a phone number", field: key)
        }
        return number
    }

    /// The whole number in the query, within bounds.
    func int(_ name: String, default fallback: Int, _ range: ClosedRange<Int>)
        throws(CommandFailure) -> Int
    {
        let value: Int?
        do throws(WireError) { value = try query.int(name) } catch { throw error.failure }
        guard range.contains(value ?? fallback) else {
            throw CommandFailure(.requestInvalid, "\(name) is out of range", field: name)
        }
        return value ?? fallback
    }
}
