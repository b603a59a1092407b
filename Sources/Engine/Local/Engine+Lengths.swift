internal import Canonical

/// Texts that an endpoint or a key carries along in memory for ever are bounded.
extension Engine {
    private static let urlBytes = 4096
    private static let secretBytes = 512
    private static let nameBytes = 128
    private static let names = 64
    private static let optionBytes = 4096

    /// Refuses an endpoint whose texts are too long, naming the member.
    static func checkLengths(of endpoint: WebhookEndpoint) throws(CommandFailure) {
        try check(endpoint.url, urlBytes, "url")
        try check(endpoint.baseURL, urlBytes, "url")
        try check(endpoint.secret ?? "", secretBytes, "secret")
        for secret in endpoint.standardSecrets { try check(secret, secretBytes, "secret") }
        try check(endpoint.events, "events")
        let options = endpoint.options.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard options <= optionBytes else { throw tooLong("options", optionBytes) }
    }

    /// Refuses a key whose texts are too long, naming the member.
    static func checkLengths(of command: IssueKey) throws(CommandFailure) {
        try check(command.name, nameBytes * 2, "name")
        try check(command.scopes, "scopes")
    }

    private static func check(_ names: [String], _ field: String) throws(CommandFailure) {
        guard names.count <= Self.names else {
            throw CommandFailure(
                .requestInvalid,
                "\(field) has more than \(Self.names) names",
                field: field
            )
        }
        for name in names { try check(name, nameBytes, field) }
    }

    private static func check(
        _ text: String,
        _ limit: Int,
        _ field: String
    ) throws(CommandFailure) {
        guard text.utf8.count <= limit else { throw tooLong(field, limit) }
    }

    private static func tooLong(_ field: String, _ limit: Int) -> CommandFailure {
        CommandFailure(.requestInvalid, "\(field) has more than \(limit) bytes", field: field)
    }
}
