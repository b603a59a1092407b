import Canonical
import DialectKit
import Observability
import Testing

@testable import Deliveries

@Suite("What a dialect may know of an event")
struct EventViewsTests {
    private let source = FakeSource()

    private func views(_ publicURL: String? = nil) -> EventViews {
        EventViews(source: source, publicURL: publicURL) { "picture of \($0)" }
    }

    @Test("the operator's URL comes before the one under which the gateway was reached")
    func baseURL() {
        let event = Sample.event(1)
        #expect(views().view(of: event, message: nil, baseURL: "http://a")?.baseURL == "http://a")
        #expect(
            views("http://b").view(of: event, message: nil, baseURL: "http://a")?.baseURL
                == "http://b"
        )
    }

    @Test("an instance that is gone leaves nothing to show")
    func gone() {
        let event = Sample.event(1, of: InstanceID("gone"))
        #expect(views().view(of: event, message: nil, baseURL: "")?.event == nil)
    }

    @Test("a group that was joined is shown with the event")
    func group() {
        let group = Group(
            id: .group("1"),
            subject: "Friends",
            owner: nil,
            createdAt: Sample.now,
            participants: []
        )
        let event = Sample.event(1, .groupJoined(group, by: nil, isNew: false))
        #expect(views().view(of: event, message: nil, baseURL: "")?.group == group)
        #expect(views().view(of: Sample.event(1), message: nil, baseURL: "")?.group == nil)
    }

    @Test("what the account knows comes along, a joined group as it was then")
    func surroundings() {
        var group = Group(
            id: .group("1"),
            subject: "Friends",
            owner: nil,
            createdAt: Sample.now,
            participants: []
        )
        let joined = Sample.event(1, .groupJoined(group, by: nil, isNew: false))
        group.subject = "Enemies"
        let known = EventSurroundings(
            group: group,
            contacts: [Contact(address: .lid("1"), lid: "1", name: "Ana")]
        )
        source.state.withLock { $0.surroundings = known }
        let view = views().view(of: Sample.event(1), message: nil, baseURL: "")
        #expect(view?.surroundings == known)
        #expect(view?.contact(.lid("1"))?.name == "Ana")
        let then = views().view(of: joined, message: nil, baseURL: "")
        #expect(then?.group?.subject == "Friends")
    }

    @Test("a code is drawn by whoever was given for it")
    func drawing() {
        let view = views().view(of: Sample.event(1), message: nil, baseURL: "")
        #expect(view?.drawQR("A") == "picture of A")
    }
}
