import Foundation
import Testing

/// Gives a test a folder of its own, which is gone after it.
struct TemporaryFolder: TestTrait, TestScoping {
    /// The running test's folder.
    @TaskLocal static var current: URL?

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("qr-image-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await Self.$current.withValue(folder) { try await function() }
    }
}

extension Trait where Self == TemporaryFolder {
    /// A folder in ``TemporaryFolder/current``.
    static var temporaryFolder: Self { Self() }
}
