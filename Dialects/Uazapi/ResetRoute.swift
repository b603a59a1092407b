import DialectKit

extension Route {
    /// `POST /instance/reset`: opens the connection anew and keeps the login.
    ///
    /// Without a login there is nothing that a reset could bring back, which is a conflict.
    static let resetInstance = Route(
        .post,
        "/instance/reset",
        "instance.reset",
        access: .instance,
        body: ResetBody.self,
        becoming: [GetInstance.self, RestartInstance.self],
        invoke: { _, _ in
            Invocation(first: GetInstance()) { (instance) throws(CommandFailure) -> Invocation in
                let name = instance.name(in: UazapiDialect.dialectID)
                switch instance.state {
                case .created, .starting, .awaitingPairing, .pairingExpired, .loggedOut:
                    throw notReconnectable(name)
                case .reconnecting:
                    return Invocation(answering: ResetAnswer.inProgress(name))
                case .connected, .disconnected, .paused, .failed: return restart(name)
                }
            }
        }
    )

    private static func restart(_ name: String) -> Invocation {
        Invocation(attempting: RestartInstance()) {
            (result) throws(CommandFailure) -> Invocation in
            switch result {
            // Where a pairing began there was nothing to come back to.
            case .success(let instance) where instance.state.pairing != nil:
                throw notReconnectable(name)
            case .success: return Invocation(answering: ResetAnswer.started(name))
            // An upstream that was restarted a moment ago.
            case .failure(let failure) where failure.code == .rateLimited:
                let seconds = failure.retryAfterSeconds ?? 0
                return Invocation(answering: ResetAnswer.coolingDown(name, seconds: seconds))
            case .failure(var failure):
                failure.value = name
                throw failure
            }
        }
    }
}

/// What a reset without a login says; the instance's id stands in the value.
private func notReconnectable(_ name: String) -> CommandFailure {
    CommandFailure(.instanceConflict, "session is not reconnectable", value: name)
}

/// The body of `POST /instance/reset`, which has no members.
struct ResetBody: WireDecodable {
    init(from object: WireObject) throws(WireError) {}
}

/// The three answers of a reset that is not refused.
private enum ResetAnswer {
    /// There is no queue here; the page shows `true` when a reset begins.
    static func started(_ name: String) -> HTTPResponse {
        answer("Instance reset started", name, isResetting: true, recovers: true)
    }

    static func inProgress(_ name: String) -> HTTPResponse {
        answer("Instance reset already in progress", name, isResetting: true, recovers: false)
    }

    static func coolingDown(_ name: String, seconds: Int) -> HTTPResponse {
        answer(
            "Instance reset cooldown active (\(seconds)s remaining)",
            name,
            isResetting: false,
            recovers: false
        )
    }

    private static func answer(
        _ text: String,
        _ name: String,
        isResetting: Bool,
        recovers: Bool
    ) -> HTTPResponse {
        .json { writer in
            writer.object { writer in
                writer.member("response", text)
                writer.member("resetting", isResetting)
                writer.member("instanceId", name)
                writer.member("queuedRecoveryAttempted", recovers)
            }
        }
    }
}
