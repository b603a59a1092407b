import DialectKit
import Foundation

/// The files of the repository that tests read.
enum Repository {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A JSON file as an ordered tree.
    static func json(_ path: String) throws -> JSONValue {
        let data = try Data(contentsOf: root.appendingPathComponent(path))
        return try JSONReader.read(Array(data))
    }

    /// Whether there is such a file.
    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// The names of a folder's JSON files, sorted; none when there is no such folder.
    static func jsonNames(in folder: String) -> [String] {
        let path = root.appendingPathComponent(folder).path
        let names = try? FileManager.default.contentsOfDirectory(atPath: path)
        return (names ?? []).filter { $0.hasSuffix(".json") }.sorted()
    }
}
