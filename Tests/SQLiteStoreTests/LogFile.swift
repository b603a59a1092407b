import Canonical
import Engine
import Foundation
import SQLiteStore
import Testing

/// The log beside the database file of a data folder, as it lies on the disk.
struct LogFile {
    private let path: String

    init(of folder: String) { path = folder + "/sotaque.sqlite-wal" }

    /// How many bytes the file has.
    func length() throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }

    /// How often the log was begun afresh, as the file says in its fourth word.
    func beginnings() throws -> UInt32 {
        let file = try #require(FileHandle(forReadingAtPath: path))
        let head = try #require(try file.read(upToCount: 16))
        return head.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension Sample {
    /// The most bytes of the log that a commit of ``sendLarge(_:_:)`` takes.
    static let largeSendBytes = 256 << 10

    /// Commits sends one after the other, 40 pages of the log each.
    static func sendLarge(_ numbers: ClosedRange<Int64>, _ store: SQLiteStore) async throws {
        for number in numbers {
            let filler = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 160_000)
            try await store.submit([
                .sent(sent(number, event: number, command: number)),
                .document(DocumentKey(space: "s", key: "\(number % 7)"), filler),
            ]).wait()
        }
    }
}
