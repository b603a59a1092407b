extension Fixture {
    /// Reads every exchange below a folder, sorted by dialect, area, operation and number.
    ///
    /// Exchanges are the `.json` files outside folders named `events`, `story`, `answers` and `hooks`.
    ///
    /// - Throws: ``FixtureError`` for the first file that is no fixture, or a folder that cannot be
    ///   read.
    public static func load(folder: String) throws(FixtureError) -> [Fixture] {
        let paths: [String]
        do { paths = try Files.paths(below: folder, suffix: ".json") } catch {
            throw FixtureError(file: folder, error.description)
        }
        var fixtures: [Fixture] = []
        for path in paths.sorted() where !isOther(path) {
            let bytes: [UInt8]
            do { bytes = try Files.read("\(folder)/\(path)") } catch {
                throw FixtureError(file: path, error.description)
            }
            fixtures.append(try Fixture(file: path, bytes: bytes))
        }
        return fixtures.sorted { $0.order < $1.order }
    }

    /// The folders whose files are no exchanges: a vendor's events, a story told in all dialects, and
    /// what upstreams answer and post.
    private static let otherFolders: Set = ["events", "story", "answers", "hooks"]

    private static func isOther(_ path: String) -> Bool {
        path.split(separator: "/").dropLast().contains { otherFolders.contains(String($0)) }
    }

    /// The path, with the number apart so that 10 comes after 2.
    private var order: (String, Int) {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        return (String(name[..<dot]), Int(name[dot...].dropFirst()) ?? 0)
    }
}
