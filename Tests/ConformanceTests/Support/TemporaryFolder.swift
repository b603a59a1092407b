import Foundation
import Testing

/// Gives each test a folder of its own, which is gone after it.
struct TemporaryFolder: TestTrait, SuiteTrait, TestScoping {
    /// On a suite, each of its tests gets a folder.
    let isRecursive = true

    /// The running test's folder.
    @TaskLocal static var current: URL?

    /// A file's path in the running test's folder.
    static func path(_ name: String) throws -> String {
        try #require(current).appendingPathComponent(name).path
    }

    /// Writes a file, and the folders above it, in the running test's folder.
    @discardableResult
    static func write(_ text: String, to name: String) throws -> String {
        let url = URL(fileURLWithPath: try path(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
        return url.path
    }

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("conformance-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Self.$current.withValue(folder) { try await function() }
    }
}

extension Trait where Self == TemporaryFolder {
    /// A folder in ``TemporaryFolder/current``.
    static var temporaryFolder: Self { Self() }
}
