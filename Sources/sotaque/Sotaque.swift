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

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do throws(UsageError) {
            let status = try await run(arguments)
            exit(status)
        } catch {
            Output.error(error.message)
            exit(2)
        }
    }

    private static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        let rest = Array(arguments.dropFirst())
        switch arguments.first {
        case "serve": return try await ServeCommand.run(rest)
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
