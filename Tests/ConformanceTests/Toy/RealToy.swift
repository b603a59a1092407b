import ConformanceKit
import DialectKit

/// Carries the toy's commands out just far enough for its fixtures.
struct RealToy: CommandPerformer {
    func answer(_ request: SentRequest) -> ReceivedAnswer {
        ToyGateway.answer(Toy(), self, request)
    }

    func perform<C: Command>(
        _ command: C,
        for caller: Caller
    ) -> Answer<Result<C.Outcome, CommandFailure>> {
        let outcome: (any Sendable)? =
            switch command {
            case is GetInstance:
                Instance(
                    id: InstanceID("i"),
                    tenant: TenantID("t"),
                    name: "bear",
                    createdAt: Timestamp(milliseconds: 0)
                )
            case let send as SendMessage: Self.sent(send)
            default: nil
            }
        guard let outcome = outcome as? C.Outcome else {
            return .now(.failure(CommandFailure(.capabilityUnsupported)))
        }
        return .now(.success(outcome))
    }

    private static func sent(_ send: SendMessage) -> SendMessage.Outcome {
        let message = Message(
            id: MessageID("sent"),
            chat: send.recipient,
            sender: send.recipient,
            isFromMe: true,
            isFromAPI: true,
            sentAt: Timestamp(milliseconds: 0),
            content: send.content
        )
        return SendMessage.Outcome(message: message)
    }
}
