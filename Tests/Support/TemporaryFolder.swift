internal import Foundation
public import Testing

/// Gives each test a folder of its own, which is gone after it.
public struct TemporaryFolder: TestTrait, SuiteTrait, TestScoping {
    /// On a suite, each of its tests gets a folder.
    public let isRecursive = true

    /// The running test's folder; without the trait a path below which nothing can be made.
    @TaskLocal public static var current = "/dev/null"

    /// A file's path in the running test's folder.
    public static func path(_ name: String) -> String { current + "/" + name }

    /// Writes a file, and the folders above it, in the running test's folder, and returns its path.
    @discardableResult
    public static func write(_ text: String, to name: String) throws -> String {
        let url = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// Runs a test within its folder.
    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        // A suite's own scope needs none; its tests get theirs.
        guard testCase != nil else { return try await function() }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("sotaque-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Self.$current.withValue(folder.path) { try await function() }
    }
}

extension Trait where Self == TemporaryFolder {
    /// A folder in ``TemporaryFolder/current``.
    public static var temporaryFolder: Self { Self() }
}
