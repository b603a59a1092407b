import Canonical
import Engine
import Foundation
import Observability
import SQLiteStore
import TestSupport

/// Values to store.
enum Sample {
    static let tenant = TenantID("tnt_1")
    static let instance = InstanceID("ins_1")
    static let chat = Address.phone(number("5511988888888"))
    static let now = Timestamp(milliseconds: 1_790_000_000_123)

    static func number(_ digits: String) -> PhoneNumber {
        guard let number = PhoneNumber(digits) else { preconditionFailure("a sample is no number") }
        return number
    }

    static func message(_ id: String, status: MessageStatus = .sent) -> Message {
        Message(
            id: MessageID(id),
            chat: chat,
            sender: .phone(number("5511999999999")),
            senderName: "Demo",
            isFromMe: true,
            isFromAPI: true,
            sentAt: now,
            content: .text(TextContent("Olá \(id), com \"aspas\" e \u{1F600}")),
            status: status,
            clientReference: "ref",
            clientSource: "shop"
        )
    }

    static func command(
        _ sequence: Int64,
        of instance: InstanceID = instance,
        at moment: Timestamp = now,
        reference: String? = nil,
        outcome: CommandRecord.Outcome = .succeeded,
        message: MessageID? = nil
    ) -> CommandRecord {
        CommandRecord(
            sequence: sequence,
            id: CommandID("cmd_\(instance.text)_\(sequence)"),
            tenant: tenant,
            instance: instance,
            name: "message.send",
            dialect: DialectID("uazapi"),
            upstream: UpstreamID("sandbox"),
            requestID: "req_\(sequence)",
            receivedAt: moment,
            clientReference: reference,
            fingerprint: .max - UInt64(sequence),
            outcome: outcome,
            message: message
        )
    }

    static func event(
        _ sequence: Int64,
        of instance: InstanceID = instance,
        _ payload: EventPayload
    ) -> Event {
        Event(
            sequence: sequence,
            id: "evt_\(instance.text)_\(sequence)",
            at: now,
            instance: instance,
            payload: payload,
            cause: CommandID("cmd_\(sequence)")
        )
    }

    /// What one send writes: a row of the journal, a message and an event.
    static func send(_ sequence: Int64, of instance: InstanceID = instance) -> [Change] {
        let message = message("3EB0\(instance.text)\(sequence)")
        return [
            .command(command(sequence, of: instance, message: message.id)),
            .message(message, of: instance),
            .event(event(sequence, of: instance, .messageSent(message.id, chat: nil))),
        ]
    }

    static func linkedInstance(_ id: InstanceID = instance) -> Instance {
        var instance = Instance(
            id: id,
            tenant: tenant,
            name: "Loja",
            names: [DialectID("megaapi"): "megastart-1", DialectID("zapyapi"): "loja"],
            tokens: [CredentialRealm("uazapi.instance"): "token-1ea7b0a7d00d"],
            metadata: #"{"plan":1.0}"#,
            extras: ["uazapi.adminField01": "cliente 7"],
            createdAt: now
        )
        instance.state = .connected
        instance.account = LinkedAccount(
            phone: number("5511999999999"),
            device: 57,
            lid: "12345678901234",
            pushName: "Demo",
            platform: "smba"
        )
        instance.isAvailable = true
        instance.updatedAt = now.advanced(byMilliseconds: 5)
        instance.lastSeenAt = now.advanced(byMilliseconds: 6)
        instance.lastDisconnect = Disconnect(at: now, reason: .qrTimeout)
        return instance
    }

    static func credential(_ realm: String, _ seed: UInt64, of instance: InstanceID?)
        -> CredentialRecord
    {
        CredentialRecord(
            realm: CredentialRealm(realm),
            digest: CredentialDigest((seed, .max - seed, 0x0102_0304_0506_0708, seed << 32)),
            tenant: tenant,
            instance: instance,
            createdAt: now
        )
    }

    static func webhook(_ dialect: String, secret: String?) -> WebhookEndpoint {
        WebhookEndpoint(
            id: "whk_\(dialect)",
            dialect: DialectID(dialect),
            tenant: tenant,
            instance: instance,
            slot: .single,
            url: "https://example.com/hook",
            secret: secret,
            createdAt: now,
            updatedAt: now.advanced(byMilliseconds: 1)
        )
    }
}

/// Opens the store of the running test's folder.
func openStore(
    _ folder: String = TemporaryFolder.current + "/data",
    sealer: ToySealer = ToySealer(),
    log: Log = .silent,
    _ adjust: (inout SQLiteStore.Options) -> Void = { _ in }
) throws(StoreError) -> SQLiteStore {
    var options = SQLiteStore.Options()
    options.probeInterval = .milliseconds(5)
    options.clock = { Sample.now }
    adjust(&options)
    return try SQLiteStore(folder: folder, sealer: sealer, options: options, log: log)
}

/// The error of what should throw, nil when it does not.
func failure(of body: () throws(StoreError) -> Void) -> StoreError? {
    do throws(StoreError) {
        try body()
        return nil
    } catch {
        return error
    }
}

extension CommitTicket {
    /// The error that the ticket resolves with, nil when it resolves with success.
    func failure() async -> StoreError? {
        do throws(StoreError) {
            try await wait()
            return nil
        } catch {
            return error
        }
    }
}
