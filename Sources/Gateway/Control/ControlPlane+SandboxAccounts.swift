internal import Canonical
internal import CanonicalJSON
internal import DialectKit
internal import Sandbox

extension ControlPlane {
    /// What the phone of an instance's account changes in its chats and contacts.
    static var accountRoutes: [ControlRoute] {
        [
            ControlRoute(.post, "/_sotaque/sandbox/instances/{id}/chats", markChat),
            ControlRoute(.post, "/_sotaque/sandbox/instances/{id}/blocks", block),
        ]
    }

    private static func markChat(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let id = try call.instance().id
        let chat = try call.canonical { body throws(CanonicalJSONError) in
            try body.read("chat", as: Address.self)
        }
        let changes = try call.chatMarkChanges()
        let marks = try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.markChat(chat, of: id, changes, now: now, effects: &effects)
        }
        return .json(200, marks.json)
    }

    private static func block(_ call: ControlCall) async throws(CommandFailure) -> HTTPResponse {
        let id = try call.instance().id
        let (contact, isBlocked) = try call.canonical { body throws(CanonicalJSONError) in
            (
                try body.read("contact", as: Address.self),
                try body.optional("blocked")?.bool() ?? true
            )
        }
        try await call.steer { sandbox, now, effects throws(CommandFailure) in
            try sandbox.block(contact, isBlocked: isBlocked, by: id, now: now, effects: &effects)
        }
        return .empty(204)
    }
}
