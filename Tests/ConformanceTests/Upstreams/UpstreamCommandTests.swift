import Testing

@testable import sotaque

@Suite("sotaque upstream, instance route, differences and import")
struct UpstreamCommandTests {
    /// What is typed wrong, the command in front.
    static let wrong = [
        "upstream", "upstream put", "upstream put evo --set api_key",
        "upstream put evo --limit total_ms=soon", "upstream list more", "upstream show",
        "instance route", "instance route sales --upstream evo --cutover",
        "instance route sales --candidate evo", "instance route sales --candidate evo --canary x",
        "instance route sales --candidate evo --shadow --canary 5", "instance differences",
        "instance route sales --rotate-hooks --cutover", "instance route sales --of evo",
        "instance differences sales --limit many", "instance differences sales --clear --limit 5",
        "instance import --tenant acme",
        "instance import --tenant acme --dialect none --url x "
            + "--gateway http://127.0.0.1:1 --token y",
        "assess sales", "assess sales --to evo --report pdf", "matrix --report pdf",
        "matrix --colour red",
    ]

    @Test("what was typed wrong is said, and does not reach a gateway", arguments: wrong)
    func usage(typed: String) async {
        let error = await #expect(throws: UsageError.self) {
            try await Self.run(typed, "http://127.0.0.1:1")
        }
        #expect(error?.status == 2, "\(error?.message ?? "")")
    }

    @Test("a whole life goes by the commands that docs/upstreams.md shows")
    func life() async throws {
        let gateway = try await SocketedGateway.start()
        let typed = [
            "upstream put uaz --dialect uazapi --base-url https://uaz.example.com"
                + " --limit total_ms=20000",
            "upstream list", "upstream show uaz",
            "instance route fresh --upstream uaz --set token=one --policy strict",
            "instance route fresh", "instance route fresh --rotate-hooks",
            "instance route fresh --rotate-hooks --of uaz",
            "upstream put evo --dialect evolution --base-url https://evo.example.com"
                + " --set api_key=two",
            "instance route fresh --candidate evo --set instance=fresh --shadow",
            "instance differences fresh", "instance differences fresh --limit 5",
            "instance differences fresh --clear",
            "instance route fresh --candidate evo --canary 5 --chat 5511988888888",
            "instance route fresh --drop-candidate",
            "instance route fresh --failover evo --set instance=fresh",
            "instance route fresh --failover none",
            "instance route fresh --candidate evo --set instance=fresh --shadow",
            "instance route fresh --cutover", "instance route fresh --rollback",
            "instance route fresh --cutover", "instance route fresh --drop-previous",
            "assess demo --to evo", "assess demo --to evolution --from 7 --report json",
            "instance route fresh --to-sandbox", "upstream delete evo", "upstream delete uaz",
            "matrix",
        ]
        for line in typed {
            let status = try await Self.run(line, gateway.baseURL)
            #expect(status == 0, "\(line)")
        }
        #expect(try await Self.run("upstream show uaz", gateway.baseURL) == 1)
        #expect(try await Self.run("instance differences none", gateway.baseURL) == 1)
        await gateway.stop()
    }

    private static func run(_ typed: String, _ url: String) async throws -> Int32 {
        let words = typed.split(separator: " ").map(String.init)
        let arguments = Array(words.dropFirst())
        let access = ["--url", url, "--token", "test-control-token"]
        switch words[0] {
        case "upstream": return try await UpstreamCommand.run(arguments + access)
        case "assess": return try await AssessCommand.run(arguments + access)
        case "matrix": return try MatrixCommand.run(arguments)
        default:
            let isImport = arguments.first == "import"
            return try await InstanceCommand.run(isImport ? arguments : arguments + access)
        }
    }
}
