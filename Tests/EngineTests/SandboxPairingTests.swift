import Canonical
import Engine
import Sandbox
import Testing

@Suite("The sandbox pairs instances with phones")
struct SandboxPairingTests {
    @Test("asking for a code again gives the code that runs")
    func repeatsTheCode() throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        let first = try world.perform(ConnectInstance(), id)
        world.advance(1000)
        let second = try world.perform(ConnectInstance(), id)
        #expect(first.state.pairing?.qr?.text != nil)
        #expect(second.state == first.state)
        #expect(world.state(id) == first.state)
        #expect(world.states[id] == ["awaiting_pairing"])
    }

    @Test("a QR code has WhatsApp's form and comes as a picture too")
    func drawsTheCode() throws {
        let world = SandboxWorld()
        let state = try world.perform(ConnectInstance(), world.instance("a")).state
        let (text, image) = try #require(state.pairing?.qr)
        let parts = text.dropFirst(2).split(separator: ",")
        #expect(text.hasPrefix("2@"))
        #expect(parts.map(\.count) == [88, 44, 44, 44])
        #expect(image == "data:image/png;base64," + text)
    }

    @Test("QR codes rotate every 20 s and the pairing ends after two minutes")
    func rotatesAndExpires() throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        try world.perform(ConnectInstance(), id)
        var texts: Set<String> = []
        for attempt in 1...6 {
            let pairing = try #require(world.state(id)?.pairing)
            #expect(pairing.attempt == attempt)
            #expect(pairing.expiresAt == world.now.advanced(byMilliseconds: 20_000))
            texts.insert(try #require(pairing.qr?.text))
            world.advance(19_999)
            #expect(world.state(id)?.pairing == pairing)
            world.advance(1)
        }
        #expect(texts.count == 6)
        #expect(world.state(id) == .pairingExpired)
        #expect(world.instances[id]?.lastDisconnect?.reason == .qrTimeout)
        #expect(world.sandbox.nextDue == nil)
        #expect(code { _ = try world.scan(id) } == .pairingUnavailable)
    }

    @Test("a typed code lasts five minutes and is never renewed")
    func typedCode() throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        let phone = try number("5511988887777")
        let state = try world.perform(ConnectInstance(pairingPhone: phone), id).state
        #expect(state.pairing?.typed?.count == 8)
        world.advance(299_999)
        #expect(world.state(id) == state)
        world.advance(1)
        #expect(world.state(id) == .pairingExpired)
        #expect(world.instances[id]?.lastDisconnect?.reason == .codeTimeout)
    }

    @Test("the other method is kept or replaces, as asked", arguments: [false, true])
    func otherMethod(replaces: Bool) throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        try world.perform(ConnectInstance(), id)
        let command = ConnectInstance(
            pairingPhone: try number("5511988887777"),
            replacesOtherMethod: replaces
        )
        let state = try world.perform(command, id).state
        #expect((state.pairing?.typed != nil) == replaces)
        #expect(world.state(id) == state)
    }

    @Test("a code for another phone is another pairing")
    func otherPhone() throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        let first = ConnectInstance(pairingPhone: try number("5511988887777"))
        let second = ConnectInstance(pairingPhone: try number("5511988886666"))
        let one = try world.perform(first, id).state
        #expect(try world.perform(first, id).state == one)
        #expect(try world.perform(second, id).state != one)
    }

    @Test("scanning links the phone, and tells who it is before it is connected")
    func scans() throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        try world.perform(ConnectInstance(), id)
        try world.scan(id, "5511988887777")
        let account = try #require(world.instances[id]?.account)
        #expect(account.phone.digits == "5511988887777")
        #expect(account.device == 1)
        #expect(account.lid?.count == 15)
        #expect(world.state(id) == .connected)
        #expect(try world.perform(ConnectInstance(), id).state == .connected)
        world.advance(600_000)
        #expect(world.state(id) == .connected)
    }

    @Test("a scan by another phone than the code's is refused, by its other form is not")
    func scansByTheCodesPhone() throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        let phone = try number("5511988887777")
        try world.perform(ConnectInstance(pairingPhone: phone), id)
        #expect(code { _ = try world.scan(id, "5511988886666") } == .requestInvalid)
        try world.scan(id, "551188887777")
        #expect(world.instances[id]?.account?.phone.equalityKey == phone.equalityKey)
    }

    @Test("without a phone the world picks one, and the next pairing takes it again")
    func picksAPhone() throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        try world.perform(ConnectInstance(), id)
        try world.scan(id)
        let first = try #require(world.instances[id]?.account)
        try world.perform(DisconnectInstance(), id)
        #expect(world.instances[id]?.account == first)
        try world.perform(ConnectInstance(), id)
        try world.scan(id)
        #expect(world.instances[id]?.account?.phone == first.phone)
        #expect(world.instances[id]?.account?.device == 2)
    }

    @Test("auto-pairing scans by itself, that long after the first code")
    func autoPairs() throws {
        let world = SandboxWorld { $0.autoPairMilliseconds = 3000 }
        let id = world.instance("a")
        let phone = try number("5511988887777")
        try world.perform(ConnectInstance(pairingPhone: phone), id)
        world.advance(2999)
        #expect(world.state(id)?.pairing != nil)
        world.advance(1)
        #expect(world.state(id) == .connected)
        #expect(world.instances[id]?.account?.phone == phone)
    }

    @Test("auto-pairing with a phone that is not on WhatsApp leaves the pairing running")
    func autoPairsNobody() throws {
        let world = SandboxWorld { $0.autoPairMilliseconds = 3000 }
        try world.addPhone("552133334444", [.landline])
        let id = world.instance("a")
        let phone = try number("552133334444")
        try world.perform(ConnectInstance(pairingPhone: phone), id)
        world.advance(10_000)
        #expect(world.state(id)?.pairing?.typed != nil)
        world.advance(290_000)
        #expect(world.state(id) == .pairingExpired)
    }

    @Test("a pairing goes on after a restart, to the same deadline")
    func survivesRestart() throws {
        let world = SandboxWorld()
        let id = world.instance("a")
        try world.perform(ConnectInstance(), id)
        world.advance(25_000)
        let later = world.restarted()
        #expect(later.state(id) == world.state(id))
        #expect(try later.perform(ConnectInstance(), id).state == world.state(id))
        later.advance(15_000)
        #expect(later.state(id)?.pairing?.attempt == 3)
        later.advance(80_000)
        #expect(later.state(id) == .pairingExpired)
    }
}

extension SandboxWorld {
    @discardableResult
    func scan(_ id: InstanceID, _ digits: String? = nil) throws -> SandboxPhone {
        let phone = try digits.map { try number($0) }
        return try control { try sandbox.scan(id, phone: phone, now: $0, effects: &$1) }
    }
}
