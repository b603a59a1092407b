internal import Canonical
internal import DialectKit
internal import Engine
internal import Sandbox

extension ControlPlane {
    /// The world's clock and the faults planted in it.
    static var clockRoutes: [ControlRoute] {
        [
            ControlRoute(.get, "/_sotaque/sandbox/clock") { call throws(CommandFailure) in
                render(call.engine.clock)
            },
            ControlRoute(.post, "/_sotaque/sandbox/clock") { call throws(CommandFailure) in
                let (advance, freeze) = try call.read { body throws(WireError) in
                    (try body.optionalInt("advance_ms"), try body.optionalBool("freeze"))
                }
                if let freeze { call.engine.clock.setFrozen(freeze) }
                if let advance {
                    guard (0...31_536_000_000).contains(advance) else {
                        throw CommandFailure(
                            .requestInvalid,
                            "advance_ms must be 0 to one year",
                            field: "advance_ms"
                        )
                    }
                    call.engine.advanceClock(byMilliseconds: Int64(advance))
                }
                return render(call.engine.clock)
            },
            ControlRoute(.get, "/_sotaque/sandbox/faults") { call throws(CommandFailure) in
                let faults = try await call.steer { sandbox, _, _ throws(CommandFailure) in
                    sandbox.faults
                }
                return .json(200, ["data": .array(faults.map(render))])
            },
            ControlRoute(.post, "/_sotaque/sandbox/faults", addFault),
            ControlRoute(.delete, "/_sotaque/sandbox/faults") { call throws(CommandFailure) in
                try await call.steer { sandbox, _, _ throws(CommandFailure) in
                    sandbox.removeFaults()
                }
                return .empty(204)
            },
        ]
    }

    private static func addFault(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let (kind, name, count, probability) = try call.read { body throws(WireError) in
            (
                try body.filledString("kind"), try body.optionalString("instance"),
                try body.optionalInt("count"), body.value("probability")?.number?.double
            )
        }
        var instance: InstanceID?
        if let name {
            guard let found = call.engine.instance(name) else {
                throw CommandFailure(.instanceNotFound, "Instance not found", field: "instance")
            }
            instance = found.id
        }
        let owner = instance
        let fault = try await call.steer { sandbox, _, _ throws(CommandFailure) in
            try sandbox.addFault(
                kind: kind,
                instance: owner,
                count: count,
                probability: probability
            )
        }
        return .json(201, render(fault))
    }

    private static func render(_ clock: WorldClock) -> HTTPResponse {
        .json(200, ["now": .string(clock.now.iso8601), "frozen": .bool(clock.isFrozen)])
    }

    private static func render(_ fault: SandboxFault) -> JSONValue {
        [
            "id": .number(JSONNumber(fault.id)),
            "kind": .string(fault.kind.rawValue),
            "instance": fault.instance.map { .string($0.text) } ?? .null,
            "count": fault.count.map { .number(JSONNumber($0)) } ?? .null,
        ]
    }
}
