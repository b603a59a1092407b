internal import Canonical

/// What brought an event about.
struct Cause {
    /// How the command is named: by its id, or by what its id is made of.
    enum Execution {
        case named(CommandID)
        case of(InstanceID, sequence: Int64, at: Timestamp)
    }

    private let execution: Execution?
    /// The request.
    let requestID: String?

    /// Names the command, nil when a read caused it; its id is made when it is asked for.
    init(_ execution: Execution?, requestID: String?) {
        self.execution = execution
        self.requestID = requestID
    }

    /// Names the command by its id.
    init(command: CommandID?, requestID: String?) {
        self.init(command.map(Execution.named), requestID: requestID)
    }

    /// The command, nil when a read caused it.
    var command: CommandID? {
        switch execution {
        case .named(let id): id
        case .of(let instance, let sequence, let moment): .make(instance, sequence, at: moment)
        case nil: nil
        }
    }
}
