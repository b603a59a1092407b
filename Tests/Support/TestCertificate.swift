internal import Foundation

/// A certificate for `server.example` and 127.0.0.1 that signs itself, in a folder of its own.
///
/// The `openssl` command makes it.
public final class TestCertificate: Sendable {
    private static let command = "/usr/bin/openssl"

    /// Whether certificates can be made here; suites that need them are skipped visibly if not.
    public static let isAvailable = FileManager.default.isExecutableFile(atPath: command)

    private let folder: URL

    /// The certificate in PEM.
    public var certificateFile: String { folder.appendingPathComponent("certificate.pem").path }
    /// Its key in PEM.
    public var keyFile: String { folder.appendingPathComponent("key.pem").path }
    /// A file that is neither.
    public var noiseFile: String { folder.appendingPathComponent("noise.pem").path }

    /// Makes a fresh key and a certificate for it.
    public init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("sotaque-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("no certificate".utf8).write(to: URL(fileURLWithPath: noiseFile))
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
