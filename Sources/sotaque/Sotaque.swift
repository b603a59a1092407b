internal import Glibc

/// The executable: finds the command and runs it.
@main
struct Sotaque {
    /// The commands by name, with what each does.
    private static let commands: [(name: String, summary: String)] = [
        ("serve", "answer the vendors' HTTP dialects"),
        ("conform", "replay the documented examples against a gateway or a vendor"),
        ("tenant", "create, list or delete tenants of a running gateway"),
        ("instance", "create, list, show, delete or pair instances of a running gateway"),
        ("routes", "list every route: implemented, or known and refused"),
        ("check-data", "verify a data folder that no gateway is using"),
        ("config", "print the configuration, secrets masked"),
        ("version", "print the version"),
    ]

    /// Begins to hear signals before any other thread exists, so that all of them leave the
    /// signals to the one that listens; then works on the concurrency pool.
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let signals: SignalInbox?
        do {
            signals = arguments.first == "serve" ? try SignalInbox() : nil
        } catch {
            Output.error("signals cannot be heard: \(error)")
            exit(1)
        }
        Task.detached { exit(await status(arguments, signals)) }
        while true { pause() }
    }

    private static func status(_ arguments: [String], _ signals: SignalInbox?) async -> Int32 {
        do throws(UsageError) {
            return try await run(arguments, signals)
        } catch {
            Output.error(error.message)
            return 2
        }
    }

    private static func run(
        _ arguments: [String],
        _ signals: SignalInbox?
    ) async throws(UsageError) -> Int32 {
        let rest = Array(arguments.dropFirst())
        if let signals { return try await ServeCommand.run(rest, signals) }
        switch arguments.first {
        case "conform": return try await ConformCommand.run(rest)
        case "tenant": return try await TenantCommand.run(rest)
        case "instance": return try await InstanceCommand.run(rest)
        case "routes": return try RoutesCommand.run(rest)
        case "check-data": return try CheckDataCommand.run(rest)
        case "config": return try ConfigCommand.run(rest)
        case "version", "--version": return VersionCommand.run()
        case nil, "help", "--help", "-h":
            usage()
            return arguments.isEmpty ? 2 : 0
        case let name?:
            throw UsageError("Unknown command \(name); see sotaque help")
        }
    }

    private static func usage() {
        Output.line("usage: sotaque COMMAND [OPTIONS]\n")
        for (name, summary) in commands {
            let gap = String(repeating: " ", count: 12 - name.count)
            Output.line("  \(name)\(gap)\(summary)")
        }
    }
}

/// What was typed cannot be carried out.
struct UsageError: Error {
    /// One line for the person who typed it.
    let message: String

    init(_ message: String) { self.message = message }
}
