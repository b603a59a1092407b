import Canonical
import Engine
import Sandbox
import Synchronization

/// An engine over a sandbox and a memory store, with one connected instance and a frozen clock.
struct Stage {
    let store = MemoryStore()
    let clock = WorldClock(wall: { 1_700_000_000_000 })
    let sandbox: Sandbox
    let engine: Engine
    let vault = CountingVault()
    let tenant: TenantID
    let instance: InstanceID

    /// The instance's own phone, and people it can write to.
    static let own = "5511999999999"
    static let ana = "5511988888888"
    static let nobody = "5521888888888"

    init(interest: any EventInterest = NoInterest()) async throws {
        clock.setFrozen(true)
        sandbox = Sandbox(options: SandboxOptions(seed: 1, renderQR: { "data:" + $0 }))
        engine = try Engine(
            store: store,
            upstream: sandbox,
            vault: vault,
            targets: AllTargets(),
            mint: CountingMint(),
            clock: clock,
            interest: interest
        )
        tenant = try await engine.createTenant(name: "one").get().tenant.id
        let sandbox = sandbox
        _ = try await engine.steer { (now, effects) throws(CommandFailure) in
            try sandbox.seedDemo(now: now, effects: &effects)
        }.get()
        instance = try await Self.connected(in: tenant, engine, sandbox)
    }

    /// A new instance, linked to a phone.
    static func connected(
        in tenant: TenantID,
        phone: String = own,
        _ engine: Engine,
        _ sandbox: Sandbox
    ) async throws -> InstanceID {
        let caller = Caller(
            tenant: tenant,
            instance: nil,
            dialect: DialectID("toy"),
            requestID: "req"
        )
        let id = try await engine.perform(CreateInstance(name: "x"), for: caller).value().get().id
        let number = try number(phone)
        _ = try await engine.steer { (now, effects) throws(CommandFailure) in
            try sandbox.link(id, phone: number, now: now, effects: &effects)
        }.get()
        return id
    }

    /// The instance's owner, asking in a toy dialect.
    func caller(key: String? = nil) -> Caller {
        Caller(
            tenant: tenant,
            instance: instance,
            dialect: DialectID("toy"),
            requestID: "req",
            idempotencyKey: key
        )
    }

    /// Carries a command out for the instance.
    func perform<C: Command>(_ command: C, key: String? = nil) async throws -> C.Outcome {
        try await engine.perform(command, for: caller(key: key)).value().get()
    }

    /// Carries a command out for the whole tenant.
    func performForTenant<C: Command>(_ command: C) async throws -> C.Outcome {
        let caller = Caller(
            tenant: tenant,
            instance: nil,
            dialect: DialectID("toy"),
            requestID: "req"
        )
        return try await engine.perform(command, for: caller).value().get()
    }

    /// A text for somebody.
    static func text(_ text: String, to phone: String = ana) throws -> SendMessage {
        SendMessage(recipient: .phone(try number(phone)), content: .text(TextContent(text)))
    }

    static func number(_ text: String) throws -> PhoneNumber {
        guard let number = PhoneNumber(text) else { throw NotANumber(text: text) }
        return number
    }

    struct NotANumber: Error {
        let text: String
    }
}

/// Keeps nothing and counts what it is asked to keep.
final class CountingVault: MediaVault {
    private let count = Atomic<Int>(0)

    var asked: Int { count.load(ordering: .relaxed) }

    func keep(_ media: MediaContent, for tenant: TenantID) async -> Result<
        KeptMedia, CommandFailure
    > {
        count.wrappingAdd(1, ordering: .relaxed)
        if case .url("https://example.com/gone") = media.source {
            return .failure(CommandFailure(.mediaFetchFailed, "gone"))
        }
        return .success(
            KeptMedia(
                sha256: String(repeating: "0", count: 64),
                byteCount: 3,
                mediaType: "image/png",
                mediaKey: "k",
                encryptedSHA256: "e",
                directPath: "/v",
                encryptedURL: "https://m"
            )
        )
    }
}

/// Lets every URL be registered but one.
struct AllTargets: TargetPolicy {
    func objection(toWebhook url: String) -> CommandFailure? {
        url.contains("forbidden") ? CommandFailure(.requestInvalid, "no", field: "url") : nil
    }
}

/// Makes countable names.
final class CountingMint: CredentialMint {
    private let count = Atomic<Int>(0)
    let serverWideNames: Set<DialectID> = [DialectID("toy")]
    let sharedRealms: Set<CredentialRealm> = []

    private func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }

    func instance(at now: Timestamp) -> MintedInstance {
        let number = next()
        return MintedInstance(
            names: [DialectID("toy"): "toy-\(number)"],
            tokens: [CredentialRealm("toy.token"): "token-\(number)"]
        )
    }

    func tenant() -> [CredentialRealm: String] { [CredentialRealm("toy.key"): "key-\(next())"] }

    func key(in dialect: DialectID) -> MintedKey? {
        guard dialect == DialectID("toy") else { return nil }
        return MintedKey(realm: CredentialRealm("toy.key"), secret: "issued-key-\(next())")
    }

    func secret() -> String { "whsec_\(next())" }

    func id(_ prefix: String, at now: Timestamp) -> String { prefix + "\(next())" }

    func digest(_ credential: String) -> CredentialDigest {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in credential.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        return CredentialDigest((hash, 1, 2, 3))
    }
}
