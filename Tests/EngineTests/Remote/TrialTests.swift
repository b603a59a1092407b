import Canonical
import Engine
import Testing

@Suite("A candidate is tried")
struct TrialTests {
    private func stage(_ trial: InstanceRoute.Trial) async throws -> RemoteStage {
        let stage = try await RemoteStage()
        try await stage.route { route in
            route.candidate = .init(upstream: RemoteStage.nearID, hookKey: "")
            route.trial = trial
        }
        return stage
    }

    @Test("a canary carries its chats and no others, always the same")
    func canary() async throws {
        let ana = Address.phone(try Stage.number(Stage.ana))
        let stage = try await stage(.canary(percent: 0, chats: [ana]))
        for _ in 0..<3 {
            _ = try await stage.perform(try Stage.text("a"))
            _ = try await stage.perform(try Stage.text("a", to: Stage.nobody))
        }
        let expected = [RemoteStage.nearID, RemoteStage.farID]
        #expect(stage.far.sends.map(\.upstream) == expected + expected + expected)
    }

    @Test("what belongs to a message goes where the message is known")
    func sticky() async throws {
        let stage = try await RemoteStage()
        let first = try await stage.perform(try Stage.text("a")).message
        try await stage.route { route in
            route.candidate = .init(upstream: RemoteStage.nearID, hookKey: "")
            route.trial = .canary(percent: 100, chats: [])
        }
        var answer = try Stage.text("b")
        answer.quoted = Quote(id: first.id)
        _ = try await stage.perform(answer)
        #expect(stage.far.sends.last?.upstream == RemoteStage.farID)
        let second = try await stage.perform(try Stage.text("c")).message
        #expect(stage.far.sends.last?.upstream == RemoteStage.nearID)
        stage.far.answer("near", RevokeMessage.traits.name, RemoteResult<Message>(.done(second)))
        _ = try await stage.perform(RevokeMessage(chat: second.chat, message: second.id))
        #expect(stage.far.calls.last?.upstream == RemoteStage.nearID)
    }

    @Test("the account's echo by the primary way of what the candidate sent tells nothing new")
    func oneAccount() async throws {
        let stage = try await stage(.canary(percent: 100, chats: []))
        stage.far.script(.sent("3EB0AAAAAAAAAAAAAAAA"))
        let sent = try await stage.perform(try Stage.text("a")).message
        #expect(await stage.tell(.message(sent), from: RemoteStage.farID))
        #expect(await stage.tell(.message(sent), from: RemoteStage.nearID))
        let status = Observation.Kind.status(sent.id, .read, chat: nil, participant: nil)
        #expect(await stage.tell(status, from: RemoteStage.farID))
        #expect(await stage.tell(status, from: RemoteStage.nearID))
        #expect(stage.sentEvents == [sent.id])
        #expect(stage.events.count { $0.payload.kind == "message.status" } == 1)
    }

    @Test("a shadow compares reads and says where they differ, without message text")
    func shadowRead() async throws {
        let stage = try await stage(.shadow)
        let name = GetPrivacy.traits.name
        stage.far.answer("far", name, RemoteResult<GetPrivacy.Outcome>(.done([.call: .all])))
        stage.far.answer("near", name, RemoteResult<GetPrivacy.Outcome>(.done([.call: .known])))
        #expect(try await stage.perform(GetPrivacy()) == [.call: .all])
        let differences = try await differences(of: stage, count: 1)
        #expect(differences.map(\.primaryValue) == ["all"])
        #expect(differences.map(\.candidateValue) == ["known"])
        #expect(differences.first?.candidate == RemoteStage.nearID)
        #expect(differences.first?.command == name)
    }

    @Test("a shadow of a send is built and not made")
    func shadowSend() async throws {
        let stage = try await stage(.shadow)
        stage.far.lose([Loss("mentions", .dropped, "no field")], at: "near")
        _ = try await stage.perform(try Stage.text("secret words"))
        let differences = try await differences(of: stage, count: 1)
        #expect(differences.map(\.path) == ["losses.mentions"])
        #expect(differences.map(\.candidateValue) == ["dropped"])
        #expect(stage.far.sends.map(\.upstream) == [RemoteStage.farID])
        #expect(!"\(differences)".contains("secret"))
        _ = try await stage.engine.removeDifferences(of: stage.instance).get()
    }

    private func differences(
        of stage: RemoteStage,
        count: Int
    ) async throws -> [RouteDifference] {
        while true {
            let found = try await stage.engine.differences(of: stage.instance, limit: 10).get()
            if found.count >= count { return found }
            await Task.yield()
        }
    }

    @Test("how commands are used is counted, at the embedded upstream too")
    func uses() async throws {
        let stage = try await RemoteStage(routed: false)
        _ = await stage.failure(of: try Stage.text("a"))
        var quoted = try Stage.text("b")
        quoted.quoted = Quote(id: MessageID("x"))
        _ = await stage.failure(of: quoted)
        _ = await stage.failure(of: quoted)
        _ = await stage.failure(of: try Stage.text("a"))
        await stage.engine.flushUses()
        await stage.engine.flushUses()
        let uses = try await stage.engine.uses(of: stage.instance, since: 0).get()
        let counts = Dictionary(uniqueKeysWithValues: uses.map { ($0.shape.fields, $0.count) })
        #expect(counts == [[]: 2, ["quoted"]: 2])
        #expect(Set(uses.map(\.shape.variant)) == ["text"])
    }
}
