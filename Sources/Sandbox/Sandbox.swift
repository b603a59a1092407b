public import Canonical
public import Engine

/// The embedded upstream: a small simulated WhatsApp world, without a network.
///
/// The same calls after the same seed give the same world. Its people, who knows whom, groups,
/// links, pairings, chats and labels live in documents and come back with
/// ``restore(documents:instances:now:effects:)``; receipts and answers that are still under way,
/// calls that ring, what an instance missed while it was away, and disturbances are kept in memory
/// alone.
///
/// It is safe to share because every function, the operator's included, is called inside the
/// engine's critical section, one at a time: that is the contract of `EmbeddedUpstream`, and it is
/// the proof behind `@unchecked Sendable`.
public final class Sandbox: EmbeddedUpstream, @unchecked Sendable {
    /// Something that is due: one reference, whatever it is.
    enum Due {
        /// Look after an instance.
        case wake(Session)
        /// Tell of a message's progress.
        case receipt(Receipt)
        /// End the call with that id that nobody took.
        indirect case missedCall(String)
    }

    /// See `EmbeddedUpstream`.
    public let id = UpstreamID("sandbox")
    /// See `EmbeddedUpstream`.
    public private(set) var commands = CommandTable<EmbeddedCall>()
    /// How many messages never got a receipt because too many were under way.
    public internal(set) var droppedReceipts = 0
    /// The disturbances that are in force, oldest first.
    public internal(set) var faults: [SandboxFault] = []

    let options: SandboxOptions
    /// Everybody, by the key of their number.
    var people: [String: Person] = [:]
    /// Everybody whose key is a number's, by that as an integer: integers are found sooner.
    var numbers: [UInt64: Person] = [:]
    /// Everybody, by every spelling of a number that was seen, as an integer.
    var spellings: [UInt64: Person] = [:]
    /// Everybody, by LID.
    var lids: [String: Person] = [:]
    var nextOrdinal = 0
    /// The groups by the part before `@g.us`.
    var groups: [String: WorldGroup] = [:]
    var sessions: [InstanceID: Session] = [:]
    var chats: [ChatKey: ChatState] = [:]
    var agenda = DueHeap<Due>()
    /// The messages whose receipts came out of their order.
    var overtaken = Overtaken()
    /// The calls that ring, by id.
    var calls: [String: OpenCall] = [:]
    /// How often the world was started or restored.
    var starts: UInt64 = 0
    var generator: Generator
    /// What decides whether a disturbance strikes, apart from what names things.
    var dice: Generator
    var lastFault = 0

    /// Makes an empty world.
    public init(options: SandboxOptions) {
        self.options = options
        generator = Generator(seed: options.seed, start: 0)
        dice = Generator(seed: ~options.seed, start: 0)
        addInstanceCommands()
        addMessageCommands()
        addContactCommands()
        addGroupCommands()
    }

    /// See `EmbeddedUpstream`.
    public var nextDue: Timestamp? { agenda.first }

    /// See `EmbeddedUpstream`.
    public func tick(now: Timestamp, effects: inout Effects) {
        guard let (due, moment) = agenda.pop(at: now) else { return }
        switch due {
        case .wake(let session): wake(session, at: moment, &effects)
        case .receipt(let receipt): follow(receipt, at: moment, &effects)
        case .missedCall(let id): miss(id, at: moment, &effects)
        }
    }

    /// See `EmbeddedUpstream`.
    public func forget(_ instance: Instance, now: Timestamp, effects: inout Effects) {
        guard let session = sessions.removeValue(forKey: instance.id) else { return }
        endPairing(of: session, &effects)
        unlink(session)
        session.phase = .idle
        effects.remove("sandbox.link", instance.id.text)
    }
}

extension Sandbox {
    private typealias Method<C: Command> =
        @Sendable (Sandbox) -> (C, inout EmbeddedCall) throws(CommandFailure) -> C.Outcome
    private typealias Body<C: Command> =
        @Sendable (Sandbox, C, inout EmbeddedCall) throws(CommandFailure) -> C.Outcome

    /// Adds a command that a method carries out.
    private func on<C: Command>(_ type: C.Type, _ method: @escaping Method<C>) {
        on(type) { (world, command, call) throws(CommandFailure) -> C.Outcome in
            try method(world)(command, &call)
        }
    }

    /// Adds a command; a disturbance may keep it from being carried out.
    private func on<C: Command>(_ type: C.Type, _ body: @escaping Body<C>) {
        commands.on(type) { [unowned self] (command, call) throws(CommandFailure) -> C.Outcome in
            if let fault = self.strike(.upstreamError, call.instance.id) {
                throw CommandFailure(fault.code, "WhatsApp did not carry it out")
            }
            return try body(self, command, &call)
        }
    }

    private func addInstanceCommands() {
        on(ConnectInstance.self, Sandbox.connect)
        on(DisconnectInstance.self, Sandbox.disconnect)
        on(RestartInstance.self, Sandbox.restart)
        on(GetPrivacy.self, Sandbox.privacy)
        on(SetPrivacy.self, Sandbox.setPrivacy)
        on(SetAvailability.self, Sandbox.setAvailability)
        on(SendChatPresence.self, Sandbox.sendPresence)
    }

    private func addMessageCommands() {
        // Called, not taken as a value: that would make a closure for every send.
        on(SendMessage.self) { (world, command, call) throws(CommandFailure) in
            try world.send(command, &call)
        }
        on(MarkChat.self, Sandbox.mark)
        on(RevokeMessage.self, Sandbox.revoke)
    }

    private func addContactCommands() {
        on(CheckNumbers.self, Sandbox.check)
        on(GetProfilePicture.self, Sandbox.picture)
        on(BlockContact.self, Sandbox.block)
        on(ListBlocked.self, Sandbox.listBlocked)
    }

    private func addGroupCommands() {
        on(CreateGroup.self, Sandbox.createGroup)
        on(ListGroups.self, Sandbox.listGroups)
        on(GetGroup.self, Sandbox.readGroup)
        on(ChangeParticipants.self, Sandbox.changeParticipants)
        on(RestrictGroup.self, Sandbox.restrictGroup)
        on(LeaveGroup.self, Sandbox.leaveGroup)
    }
}
