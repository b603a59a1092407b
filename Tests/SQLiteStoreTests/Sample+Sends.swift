import Canonical
import Engine

extension Sample {
    /// The last two digits of sends' ids, from number to number.
    private static let tails = ["A7", "00", "0F", "F0", "FF"]

    /// The id of the send with that number, as the sandbox makes them.
    static func sendID(_ number: Int64) -> MessageID {
        let digits = String(number, radix: 16, uppercase: true)
        let tail = tails[Int(number % 5)]
        return MessageID("3EB0" + String(repeating: "0", count: 16 - digits.count) + digits + tail)
    }

    /// A send that succeeded.
    static func sent(
        _ number: Int64,
        of instance: InstanceID = instance,
        event: Int64,
        command: Int64,
        reference: String? = nil,
        key: String? = nil,
        quoted: Quote? = nil,
        source: String? = "shop",
        revokedAt: Timestamp? = nil
    ) -> SentRecord {
        SentRecord(
            message: Message(
                id: sendID(number),
                chat: chat,
                sender: .phone(Sample.number("5511999999999")),
                senderName: "Demo",
                isFromMe: true,
                isFromAPI: true,
                sentAt: now.advanced(byMilliseconds: number),
                content: .text(TextContent("Olá \(number), com \"aspas\"")),
                quoted: quoted,
                isForwarded: number % 2 == 0,
                revokedAt: revokedAt,
                clientReference: reference,
                clientSource: source
            ),
            tenant: tenant,
            instance: instance,
            eventSequence: event,
            commandSequence: command,
            dialect: DialectID("uazapi"),
            upstream: UpstreamID("sandbox"),
            requestID: "req_\(number)",
            idempotencyKey: key,
            fingerprint: key.map { _ in .max - UInt64(number) }
        )
    }

    /// A sign of progress of the send with that number.
    static func progress(
        _ number: Int64,
        _ status: MessageStatus,
        of instance: InstanceID = instance,
        event: Int64,
        by participant: Address? = nil
    ) -> ProgressRecord {
        ProgressRecord(
            message: sendID(number),
            instance: instance,
            sequence: event,
            at: now.advanced(byMilliseconds: number + 200),
            status: status,
            chat: chat,
            participant: participant
        )
    }
}
