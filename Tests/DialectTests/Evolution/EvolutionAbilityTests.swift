import ConformanceKit
import DialectKit
import Testing

@Suite("Evolution's abilities say exactly what is lost")
struct EvolutionAbilityTests {
    /// The commands that an upstream may carry, with their variants.
    private static let carried: [(name: String, variants: [String])] = [
        row(ConnectInstance.self), row(DisconnectInstance.self), row(RestartInstance.self),
        row(SendMessage.self), row(MarkChat.self), row(RevokeMessage.self), row(CheckNumbers.self),
        row(GetProfilePicture.self), row(BlockContact.self), row(ListBlocked.self),
        row(CreateGroup.self),
        row(ListGroups.self), row(GetGroup.self), row(ChangeParticipants.self),
        row(RestrictGroup.self), row(LeaveGroup.self), row(GetPrivacy.self), row(SetPrivacy.self),
        row(SetAvailability.self), row(SendChatPresence.self),
    ]

    private static func row<C: Command>(_ type: C.Type) -> (name: String, variants: [String]) {
        (C.traits.name, C.variants)
    }

    @Test("there is one row for each command and variant, and a translation for each command")
    func complete() {
        let wanted = Self.carried.flatMap { name, variants in
            variants.isEmpty ? [name] : variants.map { "\(name)/\($0)" }
        }
        let rows = EvolutionPlay.speech.abilities.rows
        let told = rows.map { row in row.variant.map { "\(row.command)/\($0)" } ?? row.command }
        #expect(told.sorted() == wanted.sorted())
        let said = Self.carried.map(\.name).filter { $0 != ListBlocked.traits.name }
        #expect(EvolutionPlay.speech.commands.names.sorted() == said.sorted())
    }

    @Test(
        "a send loses what its row declares of the fields it uses, and nothing else",
        arguments: EvolutionUses.sends
    )
    func sends(_ send: SendMessage) throws {
        try expect(send, answer: "send.1")
    }

    @Test("a mark loses what its row declares", arguments: EvolutionUses.marks)
    func marks(_ mark: MarkChat) throws {
        try expect(mark, answer: "markMessageAsRead.1")
    }

    @Test("every other command loses what its row declares")
    func others() throws {
        let (ana, group) = (EvolutionPlay.ana, EvolutionPlay.group)
        try expect(ConnectInstance(), answer: "connect.4")
        try expect(ConnectInstance(pairingPhone: ana.phone), answer: "connect.4")
        try expect(DisconnectInstance(), answer: "logout.1")
        try expect(RestartInstance(), answer: "restart.1")
        try expect(RevokeMessage(chat: ana, message: MessageID("3A")), answer: "send.1")
        try expect(CheckNumbers(numbers: [ana]), answer: "whatsappNumbers.3")
        for subject in [ana, group] {
            try expect(GetProfilePicture(subject: subject), answer: "fetchProfilePictureUrl.1")
        }
        for isBlocked in [true, false] {
            try expect(
                BlockContact(contact: ana, isBlocked: isBlocked),
                answer: "updateBlockStatus.1"
            )
        }
        try expect(CreateGroup(subject: "a", participants: [ana]), answer: "createGroup.1")
        for only in [true, false] {
            try expect(ListGroups(onlyAdministered: only), answer: "fetchAllGroups.1")
        }
        try expect(GetGroup(group: group), answer: "findGroupInfos.1")
        for change in ChangeParticipants.Change.allCases {
            let command = ChangeParticipants(group: group, change: change, participants: [ana])
            try expect(command, answer: "updateParticipant.1")
        }
        for restriction in RestrictGroup.Restriction.allCases {
            let command = RestrictGroup(group: group, restriction: restriction, onlyAdmins: true)
            try expect(command, answer: "updateSetting.1")
        }
        try expect(LeaveGroup(group: group), answer: "leaveGroup.1")
        try expect(GetPrivacy(), answer: "fetchPrivacySettings.1")
        try expect(SetPrivacy(changes: [.online: .all]), answer: "fetchPrivacySettings.1")
        try expect(
            SetPrivacy(changes: [.online: .all, .call: .all]),
            answer: "fetchPrivacySettings.1"
        )
        for isAvailable in [true, false] {
            try expect(SetAvailability(isAvailable: isAvailable), answer: "setPresence.1")
        }
        for activity in SendChatPresence.Activity.allCases {
            try expect(SendChatPresence(chat: ana, activity: activity), answer: "sendPresence.1")
        }
    }

    @Test("no reason says anything of a request, and each ends without a full stop")
    func reasons() {
        for row in EvolutionPlay.speech.abilities.rows {
            guard case .lossy(let losses) = row.ability else { continue }
            #expect(losses.allSatisfy { !$0.reason.isEmpty && !$0.reason.hasSuffix(".") })
            #expect(Set(losses.map(\.path)).count == losses.count)
        }
    }

    /// Compares what a translation loses with what its row declares of the fields in use.
    private func expect<C: Command>(_ command: C, answer: String) throws {
        let ability = EvolutionPlay.speech.abilities.ability(of: C.traits.name, command.variant)
        var declared: [Loss] = []
        switch ability {
        case .exact: break
        case .lossy(let losses):
            declared = losses.filter { $0.path == Loss.always || command.fields.contains($0.path) }
        case .unsupported: Issue.record("\(C.traits.name) is not supported")
        }
        let played = try EvolutionPlay.play(command, [answer])
        #expect(Set(played.losses) == Set(declared), "\(command)")
        #expect(try played.play.end.map { try $0.get().losses } ?? [] == [])
    }
}
