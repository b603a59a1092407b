import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox tells of contacts")
struct SandboxContactTests {
    static let maria = "5511988888888"

    @Test("the first message makes a new contact on both sides, once")
    func meets() throws {
        let world = try SandboxWorld.demo()
        let maria = try world.linked("maria", Self.maria)
        try world.send(Self.maria, world.demo)
        try world.send("5511999999999", maria)
        let here = try #require(world.contacts(of: world.demo).first)
        #expect(world.contacts(of: world.demo).count == 1)
        #expect(here.contact.address == .phone(try number(Self.maria)))
        #expect(here.contact.name == "Maria")
        #expect(here.contact.lid != nil && here.contact.pictureURL != nil)
        #expect(here.isNew)
        #expect(world.contacts(of: maria).map(\.contact.name) == ["Demo"])
    }

    @Test("after a restart nobody is new again")
    func remembers() throws {
        let world = try SandboxWorld.demo()
        try world.send(Self.maria, world.demo)
        let later = world.restarted()
        try later.send(Self.maria, later.demo)
        #expect(later.contacts(of: later.demo).isEmpty)
        try later.send("5521977776666", later.demo)
        #expect(later.contacts(of: later.demo).map(\.isNew) == [true])
    }

    @Test("another name or picture is told to those who know the person")
    func changes() throws {
        let world = try SandboxWorld.demo()
        let carla = try world.linked("carla", "5521977776666")
        try world.send(Self.maria, world.demo)
        try world.rename(Self.maria, "Maria Silva")
        try world.rename(Self.maria, "Maria Silva")
        let changes = world.contacts(of: world.demo).dropFirst()
        #expect(changes.map(\.contact.name) == ["Maria Silva"])
        #expect(changes.map(\.isNew) == [false])
        #expect(world.contacts(of: carla).isEmpty)
        try world.rename(Self.maria, "Maria Silva", picture: "https://example.com/m.jpg")
        let pictured = try #require(world.contacts(of: world.demo).last)
        #expect(pictured.contact.pictureURL == "https://example.com/m.jpg")
        #expect(world.contacts(of: world.demo).count == 3)
    }

    @Test("a hidden picture is not told")
    func hidesPicture() throws {
        let world = try SandboxWorld.demo()
        try world.addPhone("5511977776666", [.hiddenPicture])
        try world.send("5511977776666", world.demo)
        #expect(world.contacts(of: world.demo).map(\.contact.pictureURL) == [nil])
    }

    @Test("blocking is told to the account's instances, and twice is as once")
    func blocks() throws {
        let world = try SandboxWorld.demo()
        let other = try world.linked("other", "5511999999999")
        let contact = try address(Self.maria)
        try world.perform(BlockContact(contact: contact, isBlocked: true), world.demo)
        try world.perform(BlockContact(contact: contact, isBlocked: true), world.demo)
        try world.control {
            try world.sandbox.block(
                contact,
                isBlocked: false,
                by: world.demo,
                now: $0,
                effects: &$1
            )
        }
        let expected = [true, false].map { EventPayload.contactBlocked(contact, isBlocked: $0) }
        #expect(world.events("contact.blocked", of: world.demo) == expected)
        #expect(world.events("contact.blocked", of: other) == expected)
    }

    @Test("an instance without a phone blocks nobody")
    func refusesUnlinked() throws {
        let world = try SandboxWorld.demo()
        let fresh = world.instance("fresh")
        let contact = try address(Self.maria)
        #expect(
            code {
                try world.control {
                    try world.sandbox.block(
                        contact,
                        isBlocked: true,
                        by: fresh,
                        now: $0,
                        effects: &$1
                    )
                }
            } == .instanceNotConnected
        )
    }
}

extension SandboxWorld {
    fileprivate func contacts(of id: InstanceID) -> [(contact: Contact, isNew: Bool)] {
        (events[id] ?? []).compactMap { event in
            guard case .contactChanged(let contact, let isNew) = event else { return nil }
            return (contact: contact, isNew: isNew)
        }
    }

    fileprivate func rename(_ digits: String, _ name: String, picture: String? = nil) throws {
        let phone = try number(digits)
        try control {
            _ = try sandbox.addPhone(
                phone,
                name: name,
                picture: picture,
                now: $0,
                effects: &$1
            )
        }
    }
}
