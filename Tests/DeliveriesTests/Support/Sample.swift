import Canonical
import DialectKit
import Wire

@testable import Deliveries

/// Values to deliver.
enum Sample {
    static let dialect = DialectID("toy")
    static let tenant = TenantID("tnt_1")
    static let instance = InstanceID("ins_1")
    static let now = Timestamp(milliseconds: 1_790_000_000_123)

    static func instance(
        _ id: InstanceID = instance,
        of tenant: TenantID = tenant
    ) -> Instance {
        Instance(id: id, tenant: tenant, name: id.text, createdAt: now)
    }

    static func endpoint(
        _ id: String = "whk_1",
        url: String = "https://a.example/hook",
        _ change: (inout WebhookEndpoint) -> Void = { _ in }
    ) -> WebhookEndpoint {
        var endpoint = WebhookEndpoint(
            id: id,
            dialect: dialect,
            tenant: tenant,
            instance: instance,
            url: url,
            createdAt: now,
            updatedAt: now
        )
        change(&endpoint)
        return endpoint
    }

    static func event(
        _ sequence: Int64,
        of instance: InstanceID = instance,
        _ payload: EventPayload = .pairingCode(code: "A", expiresAt: now)
    ) -> Event {
        Event(
            sequence: sequence,
            id: "evt\(sequence)",
            at: now,
            instance: instance,
            payload: payload
        )
    }

    static func message(_ id: String) -> Message {
        Message(
            id: MessageID(id),
            chat: .lid("1"),
            sender: .lid("1"),
            isFromMe: false,
            isFromAPI: false,
            sentAt: now,
            content: .text(TextContent("text of \(id)"))
        )
    }
}

/// A dialect that tells of events and has nothing else.
struct ToyDialect: Dialect {
    let id = Sample.dialect
    let territory = Territory.firstSegment("toy")
    let routes: [Route] = []
    let bodyRules = BodyRules()
    let credentials: [CredentialSpec] = []
    let naming = InstanceNaming(isServerWide: false) { _, _ in "toy" }
    let allowsAnyOrigin = false
    var events = EventSpeech(
        names: [],
        concerns: { _, _ in true },
        render: { view, _ in [ToyDialect.outgoing(view)] },
        stream: ToyDialect.stream
    )

    func response(to failure: CommandFailure, in context: FailureContext) -> HTTPResponse {
        HTTPResponse(status: 500)
    }

    static func outgoing(_ view: EventView, suffix: [String] = []) -> OutgoingEvent {
        OutgoingEvent(
            name: "toy." + view.event.payload.kind,
            pathSuffix: suffix,
            fields: [HTTPField("X-Event", String(view.event.sequence))],
            eventID: view.event.id,
            body: Array("{\"n\":\(view.event.sequence)}".utf8)
        )
    }

    private static func stream(_ view: EventView, _ filter: StreamFilter) -> [[UInt8]] {
        let kind = view.event.payload.kind
        guard filter.events.isEmpty || filter.events.contains(kind) else { return [] }
        let text =
            if case .text(let content) = view.message?.content { content.text } else { kind }
        let document =
            "{\"n\":\(view.event.sequence),\"text\":\"\(text)\",\"at\":\"\(view.baseURL)\"}"
        return [Array(document.utf8)]
    }
}
