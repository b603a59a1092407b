internal import Canonical
internal import DialectKit
internal import Engine
internal import Upstreams

extension ControlPlane {
    /// Where upstreams tell of events, and where they fetch files that were given inline.
    ///
    /// Neither needs the control token: the keys in their paths cannot be guessed.
    static var hookRoutes: [ControlRoute] {
        let hook = HTTPUpstreams.hookPath + "{key}"
        return [
            ControlRoute(.post, PathPattern(hook), guard: knowsHook) {
                call throws(CommandFailure) in try await call.plane.take(call, suffix: "")
            },
            ControlRoute(.post, PathPattern(hook + "/{suffix}"), guard: knowsHook) {
                call throws(CommandFailure) in
                try await call.plane.take(call, suffix: "/" + call.parameter("suffix"))
            },
            ControlRoute(.get, PathPattern(ShareShelf.path + "{key}"), guard: anybody) {
                call throws(CommandFailure) in
                guard let file = call.plane.shelf?.get(call.parameter("key")) else {
                    throw CommandFailure(.mediaGone, "No such file is shared")
                }
                return HTTPResponse(
                    status: 200,
                    fields: [
                        HTTPField("Content-Type", file.mediaType ?? "application/octet-stream"),
                        HTTPField("X-Content-Type-Options", "nosniff"),
                        HTTPField("Cache-Control", "no-store"),
                    ],
                    body: file.bytes
                )
            },
        ]
    }

    /// Lets everybody look; what is found under a key is for whoever has it.
    private static func anybody(_: ControlPlane, _: [String: String]) {}

    /// Refuses a key that is nobody's before any of the body is read.
    private static func knowsHook(
        _ plane: ControlPlane,
        _ parameters: [String: String]
    ) throws(CommandFailure) {
        guard plane.engine.remoteLeg(hook: parameters["key"] ?? "") != nil else {
            throw CommandFailure(.routeUnknown, "No such route")
        }
    }

    /// Takes what an upstream tells; it is durable when the answer is a success.
    private func take(
        _ call: ControlCall,
        suffix: String
    ) async throws(CommandFailure) -> HTTPResponse {
        let key = call.parameter("key")
        guard let leg = engine.remoteLeg(hook: key) else {
            throw CommandFailure(.routeUnknown, "No such route")
        }
        let now = engine.clock.now
        let hook = IncomingHook(
            fields: call.fields.all.map { HTTPField($0.name, $0.value) },
            suffix: suffix,
            body: call.bytes,
            receivedAt: now
        )
        let observations: [Observation]
        do throws(HookReader.Refusal) {
            observations = try HookReader(speeches).read(hook, of: leg.call(at: now, reference: ""))
        } catch {
            throw error.failure
        }
        guard await engine.receive(observations, hook: key, arrivedAt: now) else {
            throw CommandFailure(.unavailable, "Nothing can be stored at present")
        }
        return .json(200, ["received": true])
    }
}

extension HookReader.Refusal {
    /// The refusal as the control API words it.
    fileprivate var failure: CommandFailure {
        switch self {
        case .unknown: CommandFailure(.routeUnknown, "No such route")
        case .tooLarge: CommandFailure(.requestTooLarge, "The body is too long")
        case .unproven: CommandFailure(.authInvalid, "The signature is missing or wrong")
        case .unreadable(let error): error.failure
        }
    }
}
