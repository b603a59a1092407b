internal import Canonical
internal import DialectKit
internal import Engine
internal import Upstreams

/// What an import is asked for: `{"tenant","dialect","base_url","settings","upstream"?,"only"?,
/// "rehearse"?}`.
struct ImportOrder {
    /// For whom.
    let tenant: TenantID
    /// The vendor's dialect, which clients go on speaking.
    let dialect: any Dialect
    /// The vendor as an upstream.
    let definition: UpstreamDefinition
    /// Whether nothing is made, and only told what would be.
    let isRehearsal: Bool
    private let known: UpstreamDefinition?
    private let kept: UpstreamDefinition
    private let only: [String]?
    private let speech: UpstreamSpeech

    init(_ call: ControlCall) throws(CommandFailure) {
        let (tenantName, dialectName) = try call.read { body throws(WireError) in
            (try body.filledString("tenant"), try body.filledString("dialect"))
        }
        guard let tenant = call.engine.tenant(tenantName) else {
            throw CommandFailure(.requestInvalid, "Tenant not found", field: "tenant")
        }
        guard let dialect = call.plane.dialects.first(where: { $0.id.text == dialectName }),
            let speech = call.plane.speeches[dialect.id], speech.listAccounts != nil
        else {
            throw CommandFailure(
                .requestInvalid,
                "No account can be read in that dialect",
                field: "dialect"
            )
        }
        let (name, only, isRehearsal) = try call.read { body throws(WireError) in
            (
                try body.optionalString("upstream") ?? "\(dialectName)-import",
                try body.optionalStrings("only", limit: 10_000),
                try body.optionalBool("rehearse") ?? false
            )
        }
        let id = UpstreamID(name)
        let known = call.engine.upstream(id)
        let wanted = UpstreamBody(call.body, call.plane)
        kept = try wanted.definition(id, known)
        // An account is opened with what the order says, not with what another one left there.
        definition = try wanted.definition(id, call.body.has("settings") ? nil : known)
        try Self.check(definition, is: known, by: speech)
        self.known = known
        self.tenant = tenant.id
        self.dialect = dialect
        self.speech = speech
        self.only = only
        self.isRehearsal = isRehearsal
    }

    /// Whether an instance is wanted: all are unless some are named.
    func takes(_ foreign: ForeignInstance) -> Bool {
        only.map { $0.contains(foreign.name) || $0.contains(foreign.dialectName ?? "") } ?? true
    }

    /// Refuses the name of an upstream that is another server or another account: the instances that
    /// it carries would be called there.
    private static func check(
        _ definition: UpstreamDefinition,
        is known: UpstreamDefinition?,
        by speech: UpstreamSpeech
    ) throws(CommandFailure) {
        guard let known else { return }
        let accounts = [known, definition].compactMap { one in
            speech.accountSetting.flatMap { one.settings[$0] }
        }
        let isSame =
            known.dialect == definition.dialect && known.baseURL == definition.baseURL
            && Set(accounts).count <= 1
        guard isSame else {
            throw CommandFailure(
                .instanceConflict,
                "\(known.id) is another account: name this one otherwise",
                field: "upstream"
            )
        }
    }

    /// The upstream as it is kept: without what each instance's own route says.
    func upstream(leaving found: [ForeignInstance]) -> UpstreamDefinition {
        var definition = kept
        for name in Set(found.flatMap(\.settings.keys)) {
            definition.settings[name] = known?.settings[name]
        }
        return definition
    }

    /// The realm in which instances' credentials are looked up, nil where accounts alone have them.
    var instanceRealm: CredentialRealm? {
        dialect.credentials.first { $0.holder == .instance }?.realm
    }

    /// The account's own credential, which goes on opening it here.
    var accountCredential: (CredentialRealm, String)? {
        guard let setting = speech.accountSetting, let value = definition.settings[setting],
            let spec = dialect.credentials.first(where: { $0.holder == .tenant })
        else { return nil }
        return (spec.realm, value)
    }

    /// Whether the vendor has one webhook an instance, rather than endpoints of an account.
    var hasSingleWebhook: Bool { instanceRealm != nil || dialect.naming.isServerWide }
}
