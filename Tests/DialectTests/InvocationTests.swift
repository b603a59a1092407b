import DialectKit
import Testing

@Suite("One call becomes several commands")
struct InvocationTests {
    /// A gate that its test has decided.
    private final class DecidedGate: Gate {
        private let isOpen: Bool

        init(isOpen: Bool) { self.isOpen = isOpen }

        func whenDecided(_ body: @escaping @Sendable (Bool) -> Void) { body(isOpen) }
    }

    /// Gives `RenameInstance` the answer that its test wants, and `GetInstance` at once or later.
    private struct ScriptedPerformer: CommandPerformer {
        let first: Answer<Result<Instance, CommandFailure>>
        var isSecondLate = false

        func perform<C: Command>(
            _ command: C,
            for caller: Caller
        ) -> Answer<Result<C.Outcome, CommandFailure>> {
            let second = Answer<Result<Instance, CommandFailure>>.now(.success(named("second")))
            let late = isSecondLate ? Answer.later { await second.value() } : second
            let answer = command is RenameInstance ? first : late
            return answer.map { result in
                result.flatMap { instance in
                    (instance as? C.Outcome).map(Result.success)
                        ?? .failure(CommandFailure(.internalError))
                }
            }
        }
    }

    private static func named(_ name: String) -> Instance {
        Instance(
            id: InstanceID("i"),
            tenant: TenantID("t"),
            name: name,
            createdAt: Timestamp(milliseconds: 0)
        )
    }

    private static func route(failing: Bool = false) -> Route {
        Route(
            .post,
            "/both",
            "both",
            access: Access(realm: CredentialRealm("r"), carriers: [], subject: .tenant),
            body: NoBody.self,
            becoming: [RenameInstance.self, GetInstance.self],
            invoke: { _, _ in
                Invocation(first: RenameInstance(name: "n")) {
                    (first) throws(CommandFailure) -> Invocation in
                    if failing { throw CommandFailure(.webhookNotFound) }
                    return Invocation(GetInstance()) { second in
                        .json(200, ["told": .string("\(first.name) \(second.name)")])
                    }
                }
            }
        )
    }

    private func answer(
        _ first: Answer<Result<Instance, CommandFailure>>,
        isSecondLate: Bool = false,
        failing: Bool = false
    ) -> Route.Served {
        Self.route(failing: failing).answer(
            RequestView(path: "/both"),
            rules: BodyRules(),
            performer: ScriptedPerformer(first: first, isSecondLate: isSecondLate),
            caller: Caller(
                tenant: TenantID("t"),
                instance: nil,
                dialect: DialectID("d"),
                requestID: "r"
            )
        )
    }

    private static let lost = CommandFailure(.unavailable)

    @Test("what comes at once is answered at once")
    func now() throws {
        guard case .now(let result) = answer(.now(.success(Self.named("first")))) else {
            Issue.record("it is waited for")
            return
        }
        #expect(try result.get().text == #"{"told":"first second"}"#)
    }

    @Test("a failure of the first command ends it")
    func failure() async {
        #expect(await answer(.now(.failure(Self.lost))).value().failure == Self.lost)
        let notFound = answer(.now(.success(Self.named("first"))), failing: true)
        #expect(await notFound.value().failure?.code == .webhookNotFound)
    }

    @Test("what is waited for goes on with the second", arguments: [false, true])
    func later(isSecondLate: Bool) async throws {
        let first = Answer.later { Result<Instance, CommandFailure>.success(Self.named("first")) }
        let told = try await answer(first, isSecondLate: isSecondLate).value().get()
        #expect(told.text == #"{"told":"first second"}"#)
    }

    @Test("nothing is told of a change that was not kept", arguments: [false, true])
    func gate(isSecondLate: Bool) async throws {
        for isKept in [true, false] {
            let first = Answer<Result<Instance, CommandFailure>>.after(
                DecidedGate(isOpen: isKept),
                .success(Self.named("first")),
                otherwise: { .failure(Self.lost) }
            )
            let served = await answer(first, isSecondLate: isSecondLate).value()
            #expect(served.failure == (isKept ? nil : Self.lost))
            if isKept { #expect(try served.get().text == #"{"told":"first second"}"#) }
        }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { return failure }
        return nil
    }
}
