import Canonical
import Engine
import Sandbox
import Testing

@Suite("What the account knows around an event, when it is told")
struct SurroundingsTests {
    @Test("the group of a chat is known with its members' LIDs, and still after the account left")
    func group() async throws {
        let stage = try await Stage()
        let ana = Address.phone(try Stage.number(Stage.ana))
        let group = try await stage.perform(CreateGroup(subject: "Team", participants: [ana]))
        let event = stage.event(.groupChanged(group.id, .subject("Team"), by: ana))
        let around = stage.engine.surroundings(of: event, message: nil)
        #expect(around.group == group)
        #expect(around.group?.participants.allSatisfy { $0.lid != nil } == true)
        #expect(around.contacts.map(\.address) == [ana])
        _ = try await stage.perform(LeaveGroup(group: group.id))
        #expect(stage.engine.surroundings(of: event, message: nil).group?.subject == "Team")
    }

    @Test("a person is known by name and LID, wherever the event names them")
    func contacts() async throws {
        let stage = try await Stage()
        let ana = Address.phone(try Stage.number(Stage.ana))
        let payloads: [EventPayload] = [
            .contactPresence(ana, isAvailable: true),
            .messageReceived(MessageID("A"), chat: ana),
            .messageStatus(MessageID("A"), .read, chat: .group("1"), participant: ana),
            .chatPresence(chat: .group("1"), from: ana, .composing),
        ]
        for payload in payloads {
            let contacts = stage.engine.surroundings(of: stage.event(payload), message: nil)
                .contacts
            #expect(contacts.map(\.address) == [ana])
            #expect(contacts.allSatisfy { $0.lid != nil && !$0.name.isEmpty })
        }
    }

    @Test("a chat has its marks, its block and its labels")
    func standing() async throws {
        let stage = try await Stage()
        let ana = Address.phone(try Stage.number(Stage.ana))
        let event = stage.event(.contactPresence(ana, isAvailable: true))
        let plain = ChatStanding(marks: ChatMarks(chat: ana, unread: 0))
        #expect(stage.engine.surroundings(of: event, message: nil).standing == plain)
        _ = try await stage.perform(BlockContact(contact: ana, isBlocked: true))
        let (sandbox, id) = (stage.sandbox, stage.instance)
        _ = try await stage.engine.steer { (now, effects) throws(CommandFailure) in
            let label = try sandbox.addLabel("New", color: 1, of: id, now: now, effects: &effects)
            try sandbox.label(
                ana,
                with: label.id,
                isAttached: true,
                of: id,
                now: now,
                effects: &effects
            )
            var changes = ChatMarkChanges()
            changes.isArchived = true
            try sandbox.markChat(ana, of: id, changes, now: now, effects: &effects)
        }.get()
        let expected = ChatStanding(
            marks: ChatMarks(chat: ana, unread: 0, isArchived: true),
            isBlocked: true,
            labels: ["1"]
        )
        #expect(stage.engine.surroundings(of: event, message: nil).standing == expected)
    }

    @Test("whom nobody has is not made up, and what belongs to no chat has nothing around it")
    func nobody() async throws {
        let stage = try await Stage()
        let stranger = Address.phone(try Stage.number("5511900000000"))
        let event = stage.event(.contactPresence(stranger, isAvailable: true))
        #expect(stage.engine.surroundings(of: event, message: nil).contacts == [])
        let pairing = stage.event(.pairingCode(code: "A", expiresAt: stage.clock.now))
        #expect(stage.engine.surroundings(of: pairing, message: nil) == EventSurroundings())
    }
}

extension Stage {
    /// An event of the instance.
    fileprivate func event(_ payload: EventPayload) -> Event {
        Event(sequence: 1, id: "e", at: clock.now, instance: instance, payload: payload)
    }
}
