import Canonical
import ConformanceKit
import DialectKit
import Testing

@testable import sotaque

@Suite("The vendors' documented examples")
struct VendorExampleTests {
    @Test(
        "every exchange is answered as documented, in process",
        arguments: Dialects.all.map(\.id.text)
    )
    func inProcess(dialect: String) async throws {
        let fixtures = try Fixture.load(folder: Folders.fixtures).filter { $0.dialect == dialect }
        let played = await Player.playAll(fixtures) { try await TemporaryGateway.open() }
        report(played)
        #expect(played.count == fixtures.count && fixtures.count > 50)
    }

    @Test(
        "every exchange is answered as documented, over a socket",
        arguments: Dialects.all.map(\.id.text)
    )
    func overSocket(dialect: String) async throws {
        let gateway = try await SocketedGateway.start()
        let fixtures = try Fixture.load(folder: Folders.fixtures).filter { $0.dialect == dialect }
        let target = gateway.target
        let played = await Player.playAll(fixtures) { target }
        await gateway.stop()
        report(played)
        #expect(played.count == fixtures.count && fixtures.count > 50)
    }

    /// Each fixture that failed is an issue of its own, under its name.
    private func report(_ played: [PlayedFixture]) {
        for one in played where one.outcome.isFailure {
            Issue.record("\(one.fixture.name): \(one.outcome)")
        }
    }
}

@Suite("The served dialects")
struct ServedDialectTests {
    @Test("a dialect keeps the kit's rules", arguments: Dialects.all.map(\.id.text))
    func rules(name: String) throws {
        let dialect = try #require(Dialects.all.first { $0.id.text == name })
        let fixtures = try Fixture.load(folder: Folders.fixtures)
        #expect(CompatibilityKit.check(dialect, fixtures: fixtures) == [])
    }
}
