import Canonical
import Testing

@testable import Engine

@Suite("Who is who")
struct RemoteIdentityTests {
    private static let lid = "99900011122233"

    @Test("a way that is only tried neither says nor changes where sends go")
    func onlyPrimary() async throws {
        let stage = try await RemoteStage()
        try await stage.route { $0.candidate = .init(upstream: RemoteStage.nearID, hookKey: "") }
        let ana = try Stage.number(Stage.ana)
        let other = try Stage.number(Stage.own)
        #expect(await stage.tell(.identity(lid: Self.lid, phone: ana)))
        #expect(
            await stage.tell(.identity(lid: Self.lid, phone: other), from: RemoteStage.nearID)
        )
        let send = SendMessage(recipient: .lid(Self.lid), content: .text(TextContent("a")))
        _ = try await stage.perform(send)
        #expect(stage.far.sends.last?.send?.recipient == .phone(ana))
        #expect(await stage.tell(.identity(lid: Self.lid, phone: other)))
        _ = try await stage.perform(send)
        #expect(stage.far.sends.last?.send?.recipient == .phone(other))
    }

    @Test("people of an instance are known up to a bound, and those who are can change")
    func bounded() throws {
        var book = IdentityBook()
        let instance = InstanceID("one")
        for number in 0..<IdentityBook.limit {
            let phone = try #require(PhoneNumber("55119\(10_000_000 + number)"))
            book.merge("\(number)", phone, of: instance)
        }
        #expect(book.phones(of: instance).count == IdentityBook.limit)
        let late = try #require(PhoneNumber("5521988887777"))
        book.merge("late", late, of: instance)
        #expect(book.phone(of: "late", in: instance) == nil)
        book.merge("late", late, of: InstanceID("two"))
        #expect(book.phone(of: "late", in: InstanceID("two")) == late)
        let former = try #require(book.phone(of: "7", in: instance))
        book.merge("7", late, of: instance)
        #expect(book.lid(of: late, in: instance) == "7")
        #expect(book.lid(of: former, in: instance) == nil)
    }
}
