import Canonical
import Engine
import Sandbox

/// A sandbox under test, with the least ledger that applies its effects and a clock to move.
final class SandboxWorld {
    let sandbox: Sandbox
    var now = Timestamp(milliseconds: 1_700_000_000_000)
    private(set) var instances: [InstanceID: Instance] = [:]
    private(set) var messages: [InstanceID: [Message]] = [:]
    private(set) var events: [InstanceID: [EventPayload]] = [:]
    private(set) var statuses: [InstanceID: [MessageStatus]] = [:]
    private(set) var receipts: [InstanceID: [EventPayload]] = [:]
    private(set) var states: [InstanceID: [String]] = [:]
    private(set) var documents: [DocumentKey: [UInt8]] = [:]

    init(
        seed: UInt64 = 1,
        documents: [DocumentKey: [UInt8]] = [:],
        instances: [Instance] = [],
        now: Timestamp? = nil,
        _ adjust: (inout SandboxOptions) -> Void = { _ in }
    ) {
        var options = SandboxOptions(seed: seed) { "data:image/png;base64," + $0 }
        adjust(&options)
        sandbox = Sandbox(options: options)
        if let now { self.now = now }
        self.documents = documents
        for instance in instances { self.instances[instance.id] = instance }
        control {
            sandbox.restore(documents: documents, instances: instances, now: $0, effects: &$1)
        }
    }

    /// Another sandbox that takes up what this one wrote.
    func restarted(_ adjust: (inout SandboxOptions) -> Void = { _ in }) -> SandboxWorld {
        SandboxWorld(
            documents: documents,
            instances: Array(instances.values),
            now: now,
            adjust
        )
    }

    /// Adds an instance that was never started.
    func instance(_ name: String) -> InstanceID {
        let id = InstanceID(name)
        instances[id] = Instance(id: id, tenant: TenantID("t"), name: name, createdAt: now)
        return id
    }

    /// Adds an instance that is linked to that phone.
    func linked(_ name: String, _ digits: String) throws -> InstanceID {
        let id = instance(name)
        let phone = try number(digits)
        try control { try sandbox.link(id, phone: phone, now: $0, effects: &$1) }
        return id
    }

    @discardableResult
    func perform<C: Command>(_ command: C, _ id: InstanceID) throws -> C.Outcome {
        guard let instance = instances[id] else { throw CommandFailure(.instanceNotFound) }
        var call = EmbeddedCall(instance: instance, now: now, effects: Effects())
        guard let result = sandbox.commands.perform(command, &call) else {
            throw CommandFailure(.capabilityUnsupported)
        }
        let outcome = try result.get()
        apply(call.effects)
        return outcome
    }

    @discardableResult
    func control<Value, Failure: Error>(
        _ body: (Timestamp, inout Effects) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        var effects = Effects()
        let value = try body(now, &effects)
        apply(effects)
        return value
    }

    /// Moves the clock and does everything that falls due on the way.
    func advance(_ milliseconds: Int64) {
        let end = now.advanced(byMilliseconds: milliseconds)
        while let due = sandbox.nextDue, due <= end {
            now = max(now, due)
            control { sandbox.tick(now: $0, effects: &$1) }
        }
        now = end
    }

    func state(_ id: InstanceID) -> LinkState? { instances[id]?.state }

    func addPhone(_ digits: String, _ traits: Set<PhoneTrait> = [], id: String? = nil) throws {
        let phone = try number(digits)
        let other = try id.map { try number($0) }
        try control {
            _ = try sandbox.addPhone(
                phone,
                name: "N" + digits,
                traits: traits,
                id: other,
                now: $0,
                effects: &$1
            )
        }
    }

    func seedDemo() throws {
        try control { try sandbox.seedDemo(now: $0, effects: &$1) }
    }

    private func apply(_ effects: Effects) {
        for change in effects.changes {
            switch change {
            case .document(let key, let bytes): documents[key] = bytes
            case .documentRemoved(let key): documents[key] = nil
            default: break
            }
        }
        for signal in effects.signals { apply(signal) }
    }

    private func apply(_ signal: Signal) {
        let id = signal.instance
        switch signal.kind {
        case .link(let state, let reason):
            states[id, default: []].append(state.name)
            instances[id]?.state = state
            instances[id]?.updatedAt = signal.at
            if state == .connected { instances[id]?.lastSeenAt = signal.at }
            if let reason {
                instances[id]?.lastDisconnect = Disconnect(at: signal.at, reason: reason)
            }
        case .account(let account): instances[id]?.account = account
        case .availability(let flag): instances[id]?.isAvailable = flag
        case .message(let message): messages[id, default: []].append(message)
        case .status(let message, let status, let chat, let participant):
            statuses[id, default: []].append(status)
            receipts[id, default: []].append(
                .messageStatus(message, status, chat: chat, participant: participant)
            )
        case .revoked(let message, let chat):
            events[id, default: []].append(.messageRevoked(message, chat: chat))
        case .event(let payload): events[id, default: []].append(payload)
        }
    }
}

/// The number of some digits, which the test asserts to be one.
func number(_ digits: String) throws -> PhoneNumber {
    guard let number = PhoneNumber(digits) else { throw CommandFailure(.recipientInvalid) }
    return number
}

/// The address of some text, which the test asserts to be one.
func address(_ text: String) throws -> Address {
    guard let address = Address(parsing: text) else { throw CommandFailure(.recipientInvalid) }
    return address
}

/// The failure's code of something that must fail, nil when it succeeds.
func code(of body: () throws -> Void) -> FailureCode? {
    do {
        try body()
        return nil
    } catch {
        return (error as? CommandFailure)?.code
    }
}
