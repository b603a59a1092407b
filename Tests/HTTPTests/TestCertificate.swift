import Foundation

/// A self-signed certificate for `server.example` and 127.0.0.1, in a folder of its own.
final class TestCertificate: Sendable {
    private static let command = "/usr/bin/openssl"

    /// Whether certificates can be made here; suites that need them are skipped visibly if not.
    static let isAvailable = FileManager.default.isExecutableFile(atPath: command)

    private let folder: URL
    var certificateFile: String { folder.appendingPathComponent("certificate.pem").path }
    var keyFile: String { folder.appendingPathComponent("key.pem").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("sotaque-http-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.command)
        process.arguments =
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test"
            .split(separator: " ").map(String.init) + [
                "-addext", "subjectAltName=DNS:server.example,IP:127.0.0.1",
                "-keyout", keyFile, "-out", certificateFile,
            ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
