/// One operation of a vendor: where it is called, by whom, and how it becomes a command and back.
public struct Route: Sendable {
    /// The method.
    public let method: HTTPMethod
    /// The path.
    public let pattern: PathPattern
    /// The vendor's operation, in the dialect's own words: `instance.connect`.
    public let operation: String
    /// Why it is served.
    public let support: Support
    /// Who may call it.
    public let access: Access
    /// Whether bodies carry files inline and may be as long as those.
    public let carriesMedia: Bool
    /// The canonical commands it can become, none for a refused route.
    public let commandNames: [String]
    /// Which variants of its commands it can become, nil for all of them.
    public private(set) var variants: [String]?
    /// Reads the command out of the request, and says how it is carried out.
    private let serve: Serve

    /// What a request subscribes to, nil for routes that answer once.
    public let subscribe: (@Sendable (RequestView) throws(WireError) -> EventSubscription)?

    /// What a route gives: the answer, or what is wrong.
    public typealias Served = Answer<Result<HTTPResponse, CommandFailure>>

    /// How a request is carried out.
    @usableFromInline
    typealias Serve = @Sendable (RequestView, BodyRules, any CommandPerformer, Caller) -> Served

    @usableFromInline
    init(
        serving place: (method: HTTPMethod, pattern: PathPattern, operation: String),
        _ support: Support,
        _ access: Access,
        carriesMedia: Bool = false,
        commandNames: [String] = [],
        subscribe: (@Sendable (RequestView) throws(WireError) -> EventSubscription)? = nil,
        serve: @escaping Serve
    ) {
        method = place.method
        pattern = place.pattern
        operation = place.operation
        self.support = support
        self.access = access
        self.carriesMedia = carriesMedia
        self.commandNames = commandNames
        self.subscribe = subscribe
        self.serve = serve
    }

    /// Describes an operation whose body is `Body`.
    ///
    /// `decode` and `encode` are pure. `encode` is only given successes; what the vendor calls a
    /// failure all the same it throws, for failures are worded by the dialect in its one place.
    @inlinable
    public init<C: Command, Body: WireDecodable>(
        _ method: HTTPMethod,
        _ pattern: PathPattern,
        _ operation: String,
        support: Support = .documented,
        access: Access,
        body: Body.Type,
        carriesMedia: Bool = false,
        decode: @escaping @Sendable (Body, RequestView) throws(WireError) -> C,
        encode:
            @escaping @Sendable (C.Outcome, RequestView) throws(CommandFailure) -> HTTPResponse
    ) {
        self.init(
            serving: (method, pattern, operation),
            support,
            access,
            carriesMedia: carriesMedia,
            commandNames: [C.traits.name]
        ) { request, rules, performer, caller in
            // Without an invocation in between, which would have to keep the request for its answer.
            let command: C
            do throws(WireError) {
                command = try decode(try rules.read(Body.self, from: request), request)
            } catch {
                return .now(.failure(error.failure))
            }
            return Invocation.carryOut(command, performer, caller, request, encode)
        }
    }

    /// Describes an operation whose answer repeats parts of the body.
    ///
    /// `decode` gives those parts beside the command: nothing else of the request is kept until the
    /// answer. Both are pure, and `encode` is only given successes.
    @inlinable
    public init<C: Command, Body: WireDecodable, Kept: Sendable>(
        _ method: HTTPMethod,
        _ pattern: PathPattern,
        _ operation: String,
        support: Support = .documented,
        access: Access,
        body: Body.Type,
        carriesMedia: Bool = false,
        keeping: Kept.Type,
        decode: @escaping @Sendable (Body, RequestView) throws(WireError) -> (C, Kept),
        encode: @escaping @Sendable (C.Outcome, Kept) throws(CommandFailure) -> HTTPResponse
    ) {
        self.init(
            serving: (method, pattern, operation),
            support,
            access,
            carriesMedia: carriesMedia,
            commandNames: [C.traits.name]
        ) { request, rules, performer, caller in
            let read: (command: C, kept: Kept)
            do throws(WireError) {
                read = try decode(try rules.read(Body.self, from: request), request)
            } catch {
                return .now(.failure(error.failure))
            }
            return Invocation.carryOut(read.command, performer, caller, read.kept, encode)
        }
    }

    /// Describes an operation that becomes one of several commands.
    ///
    /// `invoke` is pure, and makes no command that `commands` does not list.
    @inlinable
    public init<Body: WireDecodable>(
        _ method: HTTPMethod,
        _ pattern: PathPattern,
        _ operation: String,
        support: Support = .documented,
        access: Access,
        body: Body.Type,
        carriesMedia: Bool = false,
        becoming commands: [any Command.Type],
        invoke: @escaping @Sendable (Body, RequestView) throws(WireError) -> Invocation
    ) {
        self.init(
            serving: (method, pattern, operation),
            support,
            access,
            carriesMedia: carriesMedia,
            commandNames: commands.map { $0.traits.name }
        ) { request, rules, performer, caller in
            do throws(WireError) {
                let invocation = try invoke(try rules.read(Body.self, from: request), request)
                return invocation.perform(performer, caller)
            } catch {
                return .now(.failure(error.failure))
            }
        }
    }

    /// Describes an operation without a body.
    @inlinable
    public init<C: Command>(
        _ method: HTTPMethod,
        _ pattern: PathPattern,
        _ operation: String,
        support: Support = .documented,
        access: Access,
        decode: @escaping @Sendable (RequestView) throws(WireError) -> C,
        encode:
            @escaping @Sendable (C.Outcome, RequestView) throws(CommandFailure) -> HTTPResponse
    ) {
        self.init(
            method,
            pattern,
            operation,
            support: support,
            access: access,
            body: NoBody.self,
            decode: { (_, request) throws(WireError) -> C in try decode(request) },
            encode: encode
        )
    }

    /// Describes an operation that the vendor has and the gateway refuses, in the vendor's words.
    public init(
        refusing method: HTTPMethod,
        _ pattern: PathPattern,
        _ operation: String,
        because reason: String,
        access: Access
    ) {
        self.init(serving: (method, pattern, operation), .refused(reason), access) { _, _, _, _ in
            .now(.failure(CommandFailure(.capabilityUnsupported, reason)))
        }
    }

    /// Describes an operation that needs no command, for its answer lies in the request.
    ///
    /// `respond` is pure.
    public init(
        answering method: HTTPMethod,
        _ pattern: PathPattern,
        _ operation: String,
        support: Support = .documented,
        access: Access,
        respond: @escaping @Sendable (RequestView) -> HTTPResponse
    ) {
        self.init(serving: (method, pattern, operation), support, access) { request, _, _, _ in
            .now(.success(respond(request)))
        }
    }

    /// Describes an operation, by GET, that answers with a stream of live events.
    ///
    /// `subscribe` is pure.
    public init(
        streaming pattern: PathPattern,
        _ operation: String,
        support: Support = .documented,
        access: Access,
        subscribe: @escaping @Sendable (RequestView) throws(WireError) -> EventSubscription
    ) {
        self.init(
            serving: (.get, pattern, operation),
            support,
            access,
            subscribe: subscribe
        ) { request, _, _, _ in
            do throws(WireError) {
                _ = try subscribe(request)
                let reason = "Events are streamed by a running gateway only"
                return .now(.failure(CommandFailure(.capabilityUnsupported, reason)))
            } catch {
                return .now(.failure(error.failure))
            }
        }
    }

    /// The same operation, which makes no other variants of its commands than those.
    public func making(_ variants: [String]) -> Route {
        var route = self
        route.variants = variants
        return route
    }

    /// Carries out an authenticated request.
    public func answer(
        _ request: RequestView,
        rules: BodyRules,
        performer: any CommandPerformer,
        caller: Caller
    ) -> Served {
        serve(request, rules, performer, caller)
    }
}
