import Canonical
public import DialectKit

/// What carrying out each vendor's operation changes.
public struct OperationEffects: Sendable {
    /// Every command of the model, for its name and its effect.
    private static let commands: [any Command.Type] = [
        CreateInstance.self, ListInstances.self, GetInstance.self, ConnectInstance.self,
        DisconnectInstance.self, RestartInstance.self, RenameInstance.self, DeleteInstance.self,
        SendMessage.self, SendToMany.self, MarkChat.self, RevokeMessage.self,
        CreateGroup.self, ListGroups.self, GetGroup.self, ChangeParticipants.self,
        RestrictGroup.self, LeaveGroup.self,
        CheckNumbers.self, GetProfilePicture.self, BlockContact.self,
        GetPrivacy.self, SetPrivacy.self, SetAvailability.self, SendChatPresence.self,
        SetWebhook.self, GetWebhook.self, RemoveWebhook.self,
    ]

    /// By dialect and operation.
    private let effects: [String: CommandTraits.Effect]
    /// Every operation that is known, also those without an effect.
    private let operations: Set<String>

    /// Looks the operations' commands up in the model.
    ///
    /// A refused operation, and one whose command is not in the model's list, is known without an
    /// effect, so that it is never taken for one that only reads.
    public init(_ dialects: [any Dialect]) {
        var known: [String: CommandTraits.Effect] = [:]
        for command in Self.commands { known[command.traits.name] = command.traits.effect }
        var effects: [String: CommandTraits.Effect] = [:]
        var operations: Set<String> = []
        for dialect in dialects {
            for route in dialect.routes {
                let key = Self.key(dialect.id.text, route.operation)
                operations.insert(key)
                let all = Set(route.commandNames.map { known[$0] })
                effects[key] = all.count == 1 ? all.first ?? nil : nil
            }
        }
        self.effects = effects
        self.operations = operations
    }

    /// Whether the fixture only reads: all that it sends is a command that reads, or a GET of
    /// nothing that is known.
    func onlyReads(_ fixture: Fixture) -> Bool {
        guard fixture.given.steps.allSatisfy({ $0.request.method == .get }) else { return false }
        let key = Self.key(fixture.dialect, fixture.operation)
        guard operations.contains(key) else { return fixture.request.method == .get }
        return effects[key] == .read
    }

    /// Whether what the fixture sends goes to somebody's phone, and does nothing else.
    func onlySends(_ fixture: Fixture) -> Bool {
        let effect = effects[Self.key(fixture.dialect, fixture.operation)]
        return fixture.given.steps.isEmpty && effect == .send
    }

    private static func key(_ dialect: String, _ operation: String) -> String {
        "\(dialect) \(operation)"
    }
}
