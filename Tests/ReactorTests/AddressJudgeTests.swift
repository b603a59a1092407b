import Testing

@testable import Reactor

private let ones = "ffff:ffff:ffff:ffff:ffff:ffff:ffff"

@Suite("The judge of outgoing addresses")
struct AddressJudgeTests {
    @Test(
        "refuses the first and last address of every special-purpose block",
        arguments: [
            "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0",
            "100.127.255.255", "127.0.0.0", "127.0.0.1", "127.255.255.255", "169.254.0.0",
            "169.254.169.254", "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0",
            "192.0.0.255", "192.0.2.0", "192.0.2.255", "192.88.99.0", "192.88.99.255",
            "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.0",
            "198.51.100.255", "203.0.113.0", "203.0.113.255", "224.0.0.0", "239.255.255.255",
            "240.0.0.0", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:ffff",
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::",
            "64:ff9b::ffff:ffff", "64:ff9b::8.8.8.8", "64:ff9b:1::",
            "64:ff9b:1:\(ones.dropFirst(10))",
            "100::", "100::ffff:ffff:ffff:ffff", "2001::", "2001:1ff:\(ones.dropFirst(5))",
            "2001:db8::", "2001:db8:\(ones.dropFirst(5))", "2002::", "2002:\(ones)",
            "2002:0808:0808::", "3fff::", "3fff:fff:\(ones.dropFirst(5))", "5f00::", "5f00:\(ones)",
            "fc00::", "fdff:\(ones)", "fe80::", "febf:\(ones)", "fec0::", "feff:\(ones)", "ff00::",
            "ffff:\(ones)",
        ]
    )
    func refused(text: String) throws {
        let verdict = AddressJudge().judge(try address(text))
        #expect(verdict != .allowed)
        #expect(verdict != .ownListener)
    }

    @Test(
        "allows the neighbours of every special-purpose block",
        arguments: [
            "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
            "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.1.255", "192.0.3.0",
            "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
            "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
            "223.255.255.255", "::1:0:0", "::ffff:8.8.8.8", "::fffe:0:0", "::1:0:0:0",
            "64:ff9a:\(ones.dropFirst(5))", "64:ff9b::1:0:0", "64:ff9b:0:\(ones.dropFirst(10))",
            "64:ff9b:2::", "ff:\(ones)", "100:0:0:1::", "2000:\(ones)", "2001:200::",
            "2001:db7:\(ones.dropFirst(5))", "2001:db9::", "2001:\(ones)", "2003::", "3ffe:\(ones)",
            "3fff:1000::", "5eff:\(ones)", "5f01::", "fbff:\(ones)", "fe00::", "fe7f:\(ones)",
        ]
    )
    func allowed(text: String) throws {
        #expect(AddressJudge().judge(try address(text)) == .allowed)
    }

    @Test("names every block of its table")
    func table() {
        #expect(AddressJudge.specialPurpose.count == 28)
    }

    @Test("lets the operator open a block, in the mapped form too, and nothing beyond it")
    func opened() throws {
        let judge = AddressJudge(opened: try ranges("10.1.0.0/16", "::1/128"))
        #expect(judge.judge(try address("10.1.255.255")) == .allowed)
        #expect(judge.judge(try address("::ffff:10.1.2.3")) == .allowed)
        #expect(judge.judge(try address("::1")) == .allowed)
        #expect(judge.judge(try address("10.2.0.0")) != .allowed)
        #expect(judge.judge(try address("::2")) != .allowed)
    }

    @Test("looks behind translators that the operator opened")
    func translators() throws {
        let judge = AddressJudge(opened: try ranges("64:ff9b::/96", "2002::/16"))
        #expect(judge.judge(try address("64:ff9b::8.8.8.8")) == .allowed)
        #expect(judge.judge(try address("64:ff9b::127.0.0.1")) != .allowed)
        #expect(judge.judge(try address("2002:808:808::1")) == .allowed)
        #expect(judge.judge(try address("2002:7f00:1::1")) != .allowed)
    }

    @Test(
        "never lets the process call itself, in any form",
        arguments: [
            "127.0.0.1", "127.9.9.9", "0.0.0.0", "::ffff:127.0.0.1", "8.8.4.4", "::ffff:8.8.4.4",
            "64:ff9b::8.8.4.4", "::", "::1",
        ]
    )
    func ownListeners(text: String) throws {
        let listener = try #require(SocketAddress("0.0.0.0:8080"))
        let judge = AddressJudge(
            opened: try ranges("0.0.0.0/0", "::/0"),
            listeners: [listener],
            interfaces: [try #require(IPAddress("8.8.4.4"))]
        )
        #expect(judge.judge(try address(text, port: 8080)) == .ownListener)
        #expect(judge.judge(try address(text, port: 8081)) == .allowed)
    }

    @Test("knows a listener that is bound to one address")
    func boundListener() throws {
        let listener = try #require(SocketAddress("127.0.0.1:8080"))
        let judge = AddressJudge(
            opened: try ranges("127.0.0.0/8"),
            listeners: [listener]
        )
        #expect(judge.judge(try address("127.0.0.1", port: 8080)) == .ownListener)
        #expect(judge.judge(try address("127.0.0.2", port: 8080)) == .allowed)
    }

    private func address(_ text: String, port: UInt16 = 443) throws -> SocketAddress {
        SocketAddress(ip: try #require(IPAddress(text)), port: port)
    }

    private func ranges(_ texts: String...) throws -> [AddressRange] {
        try texts.map { try #require(AddressRange($0)) }
    }
}
