internal import Glibc

/// The executable: finds the command and runs it.
@main
struct Sotaque {
    /// The commands by name, with what each does and takes.
    private static let commands: [(name: String, summary: String, takes: String)] = [
        (
            "serve", "answer the vendors' HTTP dialects",
            "[--demo] [--config FILE] [--SETTING VALUE]..."
        ),
        (
            "conform", "replay the documented examples against a gateway or a vendor",
            "[--dialect NAME] [--target URL --credentials FILE] [--report FORM] [--out FILE]"
        ),
        (
            "tenant", "create, list or delete tenants of a running gateway",
            "create NAME | list | delete ID"
        ),
        (
            "instance",
            "create, list, show, delete, pair, route or import instances of a running gateway",
            "create NAME --tenant T | list [--tenant T] | show ID [--reveal tokens] | delete ID"
                + " | pair ID [--phone NUMBER] | \(InstanceCommand.differencesTake)"
                + " | \(RouteCommand.takes) | \(ImportCommand.takes)"
        ),
        (
            "upstream", "say which vendors' and gateways' APIs may carry instances",
            UpstreamCommand.takes
        ),
        (
            "assess", "tell what a client's commands would become at another upstream",
            AssessCommand.takes
        ),
        (
            "matrix", "print what every upstream makes of every operation",
            MatrixCommand.takes
        ),
        (
            "deliveries", "list, show or replay what was posted to webhooks",
            DeliveriesCommand.takes
        ),
        (
            "routes", "list every route: implemented, or known and refused",
            "[--dialect NAME] [--json]"
        ),
        ("check-data", "look for damage in a data folder; changes nothing", "[--data DIR]"),
        ("config", "print the configuration, secrets masked", "[--print] [--SETTING VALUE]..."),
        ("version", "print the version", ""),
    ]

    /// What `--help` says beside that.
    private static let notes = [
        "deliveries": DeliveriesCommand.notes, "upstream": UpstreamCommand.notes,
        "assess": AssessCommand.notes,
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
            return error.status
        }
    }

    private static func run(
        _ arguments: [String],
        _ signals: SignalInbox?
    ) async throws(UsageError) -> Int32 {
        let rest = Array(arguments.dropFirst())
        if rest.contains("--help"), let known = commands.first(where: { $0.name == arguments[0] }) {
            Output.line("usage: sotaque \(known.name) \(known.takes)\n\n  \(known.summary)")
            if let notes = notes[known.name] { Output.line("\n" + notes) }
            return 0
        }
        if let signals { return try await ServeCommand.run(rest, signals) }
        switch arguments.first {
        case "conform": return try await ConformCommand.run(rest)
        case "tenant": return try await TenantCommand.run(rest)
        case "instance": return try await InstanceCommand.run(rest)
        case "upstream": return try await UpstreamCommand.run(rest)
        case "assess": return try await AssessCommand.run(rest)
        case "matrix": return try MatrixCommand.run(rest)
        case "deliveries": return try await DeliveriesCommand.run(rest)
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
        for (name, summary, _) in commands {
            let gap = String(repeating: " ", count: 12 - name.count)
            Output.line("  \(name)\(gap)\(summary)")
        }
        Output.line("\nsotaque COMMAND --help shows what it takes; settings: docs/operating.md")
    }
}

/// What was typed cannot be carried out.
struct UsageError: Error {
    /// One line for the person who typed it.
    let message: String
    /// The exit status: 2 for a mistake in what was typed, 1 when something else is in the way.
    let status: Int32

    init(_ message: String, status: Int32 = 2) {
        self.message = message
        self.status = status
    }
}
