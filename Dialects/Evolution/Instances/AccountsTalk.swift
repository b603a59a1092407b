import DialectKit

/// `GET /instance/fetchInstances`: every instance that the key opens.
///
/// Where their events go is not told with them.
enum AccountsTalk {
    /// Lists the instances.
    static func list(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<[ForeignInstance]> {
        let request = try context.askingRows()
        return .ask(request) { (reply) throws(CommandFailure) -> Conversation<[ForeignInstance]> in
            .done(Told(try InstanceRow.rows(reply).map(foreign)))
        }
    }

    private static func foreign(_ row: InstanceRow) -> ForeignInstance {
        var settings = [EvolutionSetting.instance: row.name]
        settings[EvolutionSetting.apiKey] = row.token
        return ForeignInstance(
            name: row.name,
            dialectName: row.name,
            token: row.token,
            settings: settings,
            phone: row.owner,
            state: state(row)
        )
    }

    private static func state(_ row: InstanceRow) -> LinkState {
        switch row.state {
        case "open": .connected
        case "connecting": .comingUp(hasAccount: row.owner != nil)
        case "close" where row.owner == nil && row.reason == nil: .created
        default: LinkState.ended(code: row.reason).state
        }
    }
}
