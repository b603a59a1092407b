import Foundation

/// The repository that these tests are part of, read as text.
enum Repository {
    /// Its top folder.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A file's text.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Whether there is a file or a folder.
    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(
            atPath: root.appending(path: path).path(percentEncoded: false)
        )
    }

    /// The names in a folder that do not begin with a dot.
    static func names(in folder: String) throws -> [String] {
        let path = root.appending(path: folder).path(percentEncoded: false)
        return try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { !$0.hasPrefix(".") }
            .sorted()
    }

    /// The Swift files below a folder; a folder without any is an error, for then a check of it
    /// would check nothing.
    static func swiftFiles(below folder: String) throws -> [SourceFile] {
        let files = try paths(below: folder).filter { $0.hasSuffix(".swift") }
            .map { SourceFile(path: $0, text: try text($0)) }
        guard !files.isEmpty else { throw Missing(folder: folder) }
        return files
    }

    /// The paths of everything below a folder, folders included.
    static func paths(below folder: String) throws -> [String] {
        let path = root.appending(path: folder).path(percentEncoded: false)
        return try FileManager.default.subpathsOfDirectory(atPath: path)
            .sorted()
            .map { "\(folder)/\($0)" }
    }

    /// A folder that should hold sources and does not.
    struct Missing: Error {
        let folder: String
    }
}
