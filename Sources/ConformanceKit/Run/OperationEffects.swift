import Canonical
public import DialectKit

/// What carrying out each vendor's operations changes.
public struct OperationEffects: Sendable {
    /// Every command of the model, for its name and its effect.
    private static let commands: [any Command.Type] = [
        CreateInstance.self, ListInstances.self, GetInstance.self, ConnectInstance.self,
        DisconnectInstance.self, RestartInstance.self, RenameInstance.self, DeleteInstance.self,
        SendMessage.self, SendToMany.self, MarkChat.self, RevokeMessage.self,
        CreateGroup.self, ListGroups.self, GetGroup.self, ChangeParticipants.self,
        RestrictGroup.self, LeaveGroup.self,
        CheckNumbers.self, GetProfilePicture.self, BlockContact.self, ListBlocked.self,
        GetPrivacy.self, SetPrivacy.self, SetAvailability.self, SendChatPresence.self,
        SetWebhook.self, GetWebhook.self, ListWebhooks.self, RemoveWebhook.self,
        ListDeliveries.self, GetDelivery.self, IssueKey.self, ListKeys.self, RevokeKey.self,
        FindMessages.self, GetChat.self,
    ]

    /// The routes by dialect.
    private let routes: [String: [Route]]
    /// The commands' effects by name.
    private let effects: [String: CommandTraits.Effect]

    /// Takes the dialects' routes and the model's commands.
    public init(_ dialects: [any Dialect]) {
        var effects: [String: CommandTraits.Effect] = [:]
        for command in Self.commands { effects[command.traits.name] = command.traits.effect }
        self.effects = effects
        routes = Dictionary(dialects.map { ($0.id.text, $0.routes) }) { $1 }
    }

    /// Whether the fixture only reads: each of its requests becomes commands that read, or is a GET
    /// of nothing that is known.
    ///
    /// The requests decide and not the operation that the fixture names. A refused route, and one
    /// whose command is not in the model's list, is never taken for one that reads.
    func onlyReads(_ fixture: Fixture) -> Bool {
        let requests = fixture.given.steps.map(\.request) + [fixture.request]
        return requests.allSatisfy { request in
            guard let route = route(of: request, in: fixture.dialect) else {
                return request.method == .get
            }
            return onlyHas(.read, route)
        }
    }

    /// Whether what the fixture sends goes to somebody's phone, and does nothing else.
    func onlySends(_ fixture: Fixture) -> Bool {
        guard fixture.given.steps.isEmpty,
            let route = route(of: fixture.request, in: fixture.dialect)
        else { return false }
        return onlyHas(.send, route)
    }

    private func route(of request: FixtureRequest, in dialect: String) -> Route? {
        guard let routes = routes[dialect] else { return nil }
        return Coverage.index(of: request, in: routes).map { routes[$0] }
    }

    private func onlyHas(_ effect: CommandTraits.Effect, _ route: Route) -> Bool {
        !route.commands.isEmpty && route.commands.allSatisfy { effects[$0] == effect }
    }
}
