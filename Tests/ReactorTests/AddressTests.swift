import Testing

@testable import Reactor

@Suite("Addresses as text")
struct AddressTests {
    @Test(
        "are read and written back",
        arguments: [
            "127.0.0.1:8080", "0.0.0.0:0", "255.255.255.255:65535", "[::1]:80", "[::]:0",
            "[2001:db8::1:2]:443", "[fe80::1]:1",
        ]
    )
    func roundTrip(text: String) throws {
        let address = try #require(SocketAddress(text))
        #expect(address.description == text)
    }

    @Test(
        "are refused in every other spelling",
        arguments: [
            "", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+1", "127.0.0.1: 1",
            "127.1:80", "0127.0.0.1:80", "0x7f.0.0.1:80", "2130706433:80", "[127.0.0.1]:80",
            "::1:80", "[::1]", "[::1%1]:80", "[::1:80", "localhost:80", "127.0.0.1\0:80",
            "127.0.0.1:80\0", "127.0.0.1:٣",
        ]
    )
    func refused(text: String) {
        #expect(SocketAddress(text) == nil)
    }

    @Test(
        "name blocks only with their first address",
        arguments: [
            "10.0.0.0/33", "10.0.0.1/8", "::/129", "::1/0", "10.0.0.0/", "/8", "10/8", "a/b/c",
        ]
    )
    func badBlocks(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test(
        "name blocks of any length",
        arguments: ["0.0.0.0/0", "1.2.3.4/32", "::/0", "::1/128", "8000::/1"]
    )
    func goodBlocks(text: String) throws {
        let range = try #require(AddressRange(text))
        #expect(range.description == text)
        #expect(range.contains(range.base))
    }
}
