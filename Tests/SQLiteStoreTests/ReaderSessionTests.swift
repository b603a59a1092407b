import Canonical
import Engine
import TestSupport
import Testing

@testable import SQLiteStore

@Suite("The reading connection", .temporaryFolder)
struct ReaderSessionTests {
    @Test("what one question reads is of one moment, whatever is committed meanwhile")
    func moment() async throws {
        let store = try openStore()
        let use = Change.uses([Sample.use(1, day: 1)], of: Sample.instance)
        try await store.submit([.instance(Sample.linkedInstance()), use]).wait()
        store.close()
        let path = TemporaryFolder.current + "/data/sotaque.sqlite"
        let session = try ReaderSession(Connection.open(path, for: .reading))
        let other = try Connection.open(path, for: .writing)
        func count(_ questions: UpstreamQuestions) throws(StoreError) -> Int {
            try questions.uses(of: Sample.instance, since: 0).count
        }
        let counts = try session.askingUpstreams { questions throws(StoreError) -> [Int] in
            let before = try count(questions)
            try other.execute("DELETE FROM uses")
            return [before, try count(questions)]
        }
        #expect(counts == [1, 1])
        #expect(try session.askingUpstreams(count) == 0)
    }
}
