internal import HTTP
internal import Wire

/// `sotaque config --print`: the configuration that `serve` would use, secrets masked.
enum ConfigCommand {
    static func run(_ arguments: [String]) throws(UsageError) -> Int32 {
        let configuration = try ConfigurationReader.read(arguments)
        Output.line(render(configuration).text)
        return 0
    }

    static func render(_ configuration: Configuration) -> JSONValue {
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
        return [
            "listen": .array(configuration.listen.map(JSONValue.string)),
            "data": .string(configuration.data),
            "demo": .bool(configuration.isDemo),
            "auto_pair": configuration.autoPairSeconds.map { .number(JSONNumber($0)) } ?? "off",
            "control_token": configuration.controlToken == nil ? .null : "***",
            "key_file": text(configuration.keyFile),
            "tls_certificate": text(configuration.tlsCertificate),
            "tls_key": text(configuration.tlsKey),
            "public_url": text(configuration.publicURL),
            "loops": configuration.loops.map { .number(JSONNumber($0)) } ?? .null,
            "log_level": .string(configuration.logLevel),
            "allow_private_targets": .array(
                configuration.allowPrivateTargets.map(JSONValue.string)
            ),
            "rate_limits": .bool(configuration.limitsRates),
            "retry_schedule_ms": configuration.retryScheduleMilliseconds.map { delays in
                .array(delays.map { .number(JSONNumber($0)) })
            } ?? .null,
            "upstreams": .object(
                JSONObject(configuration.upstreams.map { ($0.name, .object(masked($0.body))) })
            ),
            "limits": LimitNames.render(configuration.limits),
        ]
    }

    /// An upstream with `***` for each of its settings: any of them may be a secret.
    private static func masked(_ upstream: JSONObject) -> JSONObject {
        var upstream = upstream
        if let settings = upstream["settings"]?.object {
            let hidden = settings.members.map { ($0.key, JSONValue.string("***")) }
            upstream["settings"] = .object(JSONObject(hidden))
        }
        return upstream
    }
}

/// `sotaque version`.
enum VersionCommand {
    /// The product's version.
    static let number = "0.1.0"

    static func run() -> Int32 {
        Output.line("sotaque \(number)")
        return 0
    }
}
