import Reactor
import Testing

@testable import Deliveries

@Suite("Where a delivery goes")
struct DeliveryRequestTests {
    private let policy = TargetURL.Policy(allowsPlainHTTP: true)

    @Test(
        "segments are appended to the path, before the query",
        arguments: [
            ("https://a.example", [], "/"),
            ("https://a.example", ["messages"], "/messages"),
            ("https://a.example/", ["messages"], "/messages"),
            ("https://a.example/hook", ["messages", "text"], "/hook/messages/text"),
            ("https://a.example/hook/?key=a/b", ["messages"], "/hook/messages?key=a/b"),
            ("https://a.example?key=1", ["messages"], "/messages?key=1"),
            ("https://a.example/hook?", ["x"], "/hook/x?"),
            ("https://a.example/h", ["a b/ç?"], "/h/a%20b%2F%C3%A7%3F"),
        ]
    )
    func suffix(_ url: String, _ suffix: [String], _ target: String) throws {
        let found = try DeliveryRequest.url(url, appending: suffix, policy)
        #expect(found.requestTarget == target)
        #expect(found.hostField == "a.example")
    }

    @Test(
        "a URL that is not one is refused",
        arguments: [
            "", "a.example", "ftp://a.example/", "https://u@a.example/", "https://a.example/#x",
        ]
    )
    func refused(_ url: String) {
        #expect(throws: TargetURLError.self) {
            try DeliveryRequest.url(url, appending: ["messages"], policy)
        }
    }
}
