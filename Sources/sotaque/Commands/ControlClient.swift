internal import HTTP
internal import Reactor
internal import Wire

/// Calls the control API of a running gateway, for the command line.
struct ControlClient {
    private let client: HTTPClient
    private let base: String
    private let token: String

    /// Finds the gateway by `--url` or the configuration, and the token by `--token`, the
    /// configuration, or the data folder of a gateway on this machine.
    ///
    /// Refuses flags that are neither of these nor the command's own. A command that has a `--url`
    /// and a `--token` of its own names another flag for the gateway's URL, and has the token from
    /// the configuration alone.
    init(
        _ arguments: [String],
        urlFlag: String = "url",
        allowing isOfCommand: (String) -> Bool = { _ in false }
    ) throws(UsageError) {
        let own: Set<String> = urlFlag == "url" ? ["url", "token"] : [urlFlag]
        let flags = try Flags(arguments)
        let known = Set(ConfigurationReader.keys + ["config"])
        var settings: [String] = []
        for (name, values) in flags.values where !own.contains(name) && !isOfCommand(name) {
            guard known.contains(String(name.map { $0 == "-" ? "_" : $0 })) else {
                throw UsageError("Unknown flag --\(name)")
            }
            for value in values { settings.append("--\(name)=\(value)") }
        }
        let configuration = try ConfigurationReader.read(settings)
        base = flags.first(urlFlag) ?? Self.base(configuration)
        let stored = KeyRing.controlToken(in: configuration.data)
        let typed = own.contains("token") ? flags.first("token") : nil
        guard let token = typed ?? configuration.controlToken ?? stored else {
            throw UsageError(
                "No control token: give --token, --demo, or --data with the gateway's data folder"
            )
        }
        self.token = token
        client = try Network().client
    }

    /// Where a gateway of that configuration answers; its certificate is for its public name.
    private static func base(_ configuration: Configuration) -> String {
        let address = configuration.listen.first ?? "127.0.0.1:8080"
        guard configuration.tlsCertificate != nil else { return "http://" + address }
        return configuration.publicURL ?? "https://" + address
    }

    /// Carries a request out and prints its answer; gives the exit status.
    func call(
        _ method: HTTPMethod,
        _ path: String,
        _ body: JSONValue? = nil
    ) async throws(UsageError) -> Int32 {
        let response = try await send(method, path, body)
        if !response.body.isEmpty { Output.line(String(decoding: response.body, as: UTF8.self)) }
        return (200..<300).contains(response.status) ? 0 : 1
    }

    /// Carries a request out and gives its answer.
    func ask(
        _ method: HTTPMethod,
        _ path: String,
        _ body: JSONValue? = nil
    ) async throws(UsageError) -> ControlAnswer {
        let response = try await send(method, path, body)
        let json = (try? JSONReader.read(response.body)) ?? .null
        return ControlAnswer(status: response.status, json: json)
    }

    /// Carries a request out and gives its answer's text; what is wrong ends the command.
    func text(_ method: HTTPMethod, _ path: String) async throws(UsageError) -> String {
        let response = try await send(method, path, nil)
        guard (200..<300).contains(response.status) else {
            let json = (try? JSONReader.read(response.body)) ?? .null
            let message = json["error"]?["message"]?.string
            throw UsageError(message ?? "the gateway answered \(response.status)", status: 1)
        }
        return String(decoding: response.body, as: UTF8.self)
    }

    private func send(
        _ method: HTTPMethod,
        _ path: String,
        _ body: JSONValue?
    ) async throws(UsageError) -> IncomingResponse {
        do {
            let policy = TargetURL.Policy(allowsPlainHTTP: true, refusedPorts: [])
            let target = try TargetURL(base + path, policy: policy)
            var request = OutgoingRequest(method, target, judge: nil)
            request.fields = [
                HTTPField("Authorization", "Bearer " + token),
                HTTPField("Content-Type", "application/json"),
            ]
            request.body = body?.serialized() ?? []
            request.responseLimit = 64 << 20
            return try await client.send(request)
        } catch {
            throw UsageError("\(base) does not answer: \(Self.reason(error))", status: 1)
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? HTTPClientError {
        case .unreachable?: "nothing listens there"
        case .insecure?: "its certificate is not trusted, or not that name's"
        case .closed?: "the connection was closed; perhaps --url must begin with https"
        default: "\(error)"
        }
    }
}
