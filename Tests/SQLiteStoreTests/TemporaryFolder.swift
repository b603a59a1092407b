import Foundation
import Testing

/// Gives a test a folder of its own, which is gone after it.
struct TemporaryFolder: TestTrait, SuiteTrait, TestScoping {
    /// The running test's folder.
    @TaskLocal static var current = ""

    var isRecursive: Bool { true }

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        // A suite's own scope needs none; its tests get theirs.
        guard testCase != nil else { return try await function() }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("sqlite-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Self.$current.withValue(folder.path) { try await function() }
    }
}

extension Trait where Self == TemporaryFolder {
    /// A folder in ``TemporaryFolder/current``.
    static var temporaryFolder: Self { Self() }
}
