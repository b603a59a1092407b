import Foundation

/// The command line reader of Debian's package `zbar-tools`: none of our code is in it.
enum ZBar {
    /// Where the reader is installed, if it is.
    static let executable: URL? = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        return path.split(separator: ":")
            .map { URL(fileURLWithPath: "\($0)/zbarimg") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()

    /// What the reader makes of the images: a line for each symbol that it finds.
    static func read(_ images: [[UInt8]], in folder: URL) throws -> String {
        let files = try images.enumerated().map { index, image in
            let file = folder.appendingPathComponent("\(index).png")
            try Data(image).write(to: file)
            return file.path
        }
        let process = Process()
        process.executableURL = executable
        process.arguments = ["--raw", "-q", "-Sdisable", "-Sqrcode.enable"] + files
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
