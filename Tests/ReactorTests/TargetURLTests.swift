import Testing

@testable import Reactor

private let lenient = TargetURL.Policy(allowsPlainHTTP: true)

@Suite("A tenant's URL")
struct TargetURLTests {
    @Test(
        "is read into its parts",
        arguments: [
            ("https://Example.COM", "example.com", 443, "/"),
            ("HTTPS://example.com/a/b?c=d", "example.com", 443, "/a/b?c=d"),
            ("https://example.com:8443?x", "example.com:8443", 8443, "/?x"),
            ("http://a-1.b:80/", "a-1.b", 80, "/"),
            ("http://localhost:3000/hook", "localhost:3000", 3000, "/hook"),
            ("https://192.0.2.1/x", "192.0.2.1", 443, "/x"),
            ("https://[2001:DB8::1]:443/x", "[2001:db8::1]", 443, "/x"),
            ("https://[::ffff:1.2.3.4]:9000", "[::ffff:1.2.3.4]:9000", 9000, "/"),
            ("https://example.com/é?a=1@b", "example.com", 443, "/%C3%A9?a=1@b"),
            ("https://123.example", "123.example", 443, "/"),
            ("https://xn--caf-dma.example/", "xn--caf-dma.example", 443, "/"),
        ]
    )
    func parts(text: String, hostField: String, port: UInt16, target: String) throws {
        let url = try TargetURL(text, policy: lenient)
        #expect(url.hostField == hostField)
        #expect(url.port == port)
        #expect(url.requestTarget == target)
    }

    @Test(
        "is refused for the rule it breaks",
        arguments: [
            ("", TargetURLError.scheme), ("example.com", .scheme), ("ftp://example.com", .scheme),
            ("file:///etc/passwd", .scheme), ("javascript:alert(1)", .scheme), ("//x", .scheme),
            ("https:example.com", .host), ("https:/example.com", .host), ("https://", .host),
            ("https:///x", .host), ("https://user@example.com", .userInformation),
            ("https://user:pass@example.com", .userInformation), ("https://@h", .userInformation),
            ("https://a.b@127.0.0.1", .userInformation), ("https://example.com/#x", .fragment),
            ("https://example.com\\@evil", .character), ("https://exa mple.com", .character),
            ("https://example.com/a b", .character), ("https://example.com/\n", .character),
            ("https://example.com/\r\nX: y", .character), (" https://example.com", .character),
            ("https://example.com/\0", .character), ("https://example.com\t", .character),
            ("https://exämple.com", .host), ("https://example。com", .host),
            ("https://①②⑦.0.0.1", .host), ("https://example.com.", .host),
            ("https://.example.com", .host), ("https://a..b", .host), ("https://-a.b", .host),
            ("https://a-.b", .host), ("https://a_b.c", .host), ("https://%31.b", .host),
            ("https://127.1", .host), ("https://2130706433", .host),
            ("https://017700000001", .host),
            ("https://0x7f000001", .host), ("https://0177.0.0.1", .host),
            ("https://127.0.0.0x1", .host),
            ("https://127.0.0.01", .host), ("https://1.2.3.4.5", .host),
            ("https://256.1.1.1", .host),
            ("https://0X7F.1", .host), ("https://a.1", .host), ("https://[::1", .host),
            ("https://[fe80::1%25eth0]", .host), ("https://[127.0.0.1]", .host),
            ("https://[]", .host),
            ("https://[v1.x]", .host), ("https://::1", .host), ("https://[::1]x", .port),
            ("https://a:", .port), ("https://a:x", .port), ("https://a:-1", .port),
            ("https://a:65536", .port), ("https://a:0", .port), ("https://a:22", .port),
            ("https://a:25", .port), ("https://a:1023", .port), ("https://a:6379", .port),
            ("https://a:80:80", .port), ("https://a:000443", .port),
        ]
    )
    func refused(text: String, error: TargetURLError) {
        #expect(throws: error) { try TargetURL(text, policy: lenient) }
    }

    @Test("is refused when it is too long, and its host when longer than DNS allows")
    func length() {
        let long = String(repeating: "a", count: TargetURL.limitBytes)
        #expect(throws: TargetURLError.length) {
            try TargetURL("https://a/\(long)", policy: lenient)
        }
        let label = String(repeating: "a", count: 64)
        #expect(throws: TargetURLError.host) { try TargetURL("https://\(label)", policy: lenient) }
        let name = Array(repeating: "abcdefg", count: 32).joined(separator: ".")
        #expect(throws: TargetURLError.host) { try TargetURL("https://\(name)", policy: lenient) }
    }

    @Test("needs https unless the operator says otherwise")
    func plain() {
        let strict = TargetURL.Policy()
        #expect(throws: TargetURLError.scheme) { try TargetURL("http://a", policy: strict) }
        #expect(throws: Never.self) { try TargetURL("https://a", policy: strict) }
    }

    @Test(
        "is a base that paths come after, and reads as if both had been written at once",
        arguments: [
            ("https://h.example", "/a?b=c"), ("https://h.example/", "/"),
            ("http://127.0.0.1:8080/api", "/send/é"), ("https://[::1]:8443", "/%2E%2E"),
            ("https://h.example", "//o.example/x"), ("https://h.example", "/@o.example:1"),
        ]
    )
    func base(base: String, path: String) throws {
        let url = try TargetURL(base, policy: lenient).appending(path)
        let text = base.hasSuffix("/") ? String(base.dropLast()) : base
        #expect(url == (try TargetURL(text + path, policy: lenient)))
    }

    @Test(
        "is no base for a path that breaks a rule or leads to another host",
        arguments: [
            ("", TargetURLError.character), ("x", .character), (".evil.example/", .character),
            ("@evil.example/", .character), (":1/", .character), ("/a b", .character),
            ("/a\r\nX: y", .character), ("/a\\b", .character), ("/a\u{85}", .character),
            ("/a#b", .fragment),
            ("/" + String(repeating: "a", count: TargetURL.limitBytes), .length),
        ]
    )
    func badPath(path: String, error: TargetURLError) throws {
        let base = try TargetURL("https://h.example", policy: lenient)
        #expect(throws: error) { try base.appending(path) }
    }

    @Test(
        "leads where a redirect says",
        arguments: [
            ("/n", "https://h.example:8443/n"), ("n?x", "https://h.example:8443/a/n?x"),
            ("?q", "https://h.example:8443/a/b?q"), ("//o.example/p", "https://o.example/p"),
            ("https://o.example/p#part", "https://o.example/p"),
            ("/n?u=http://x", "https://h.example:8443/n?u=http://x"),
        ]
    )
    func redirects(location: String, expected: String) throws {
        let start = try TargetURL("https://h.example:8443/a/b?c/d", policy: lenient)
        let end = try start.redirected(to: location, policy: lenient)
        #expect(end == (try TargetURL(expected, policy: lenient)))
    }

    @Test(
        "follows no redirect to plain http, another scheme or a bad host",
        arguments: [
            ("http://h.example/", TargetURLError.scheme), ("gopher://x", .scheme),
            ("javascript:x", .scheme), ("https://0x7f.1/", .host), ("//u@h/", .userInformation),
        ]
    )
    func badRedirects(location: String, error: TargetURLError) throws {
        let start = try TargetURL("https://h.example/a", policy: lenient)
        #expect(throws: error) { try start.redirected(to: location, policy: lenient) }
    }
}
