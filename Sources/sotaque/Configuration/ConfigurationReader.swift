internal import Glibc
internal import Wire

/// Joins defaults, file, environment and flags, later ones winning.
struct ConfigurationReader {
    private var configuration = Configuration()
    private var pairsItself: Bool?

    /// Reads everything that says how to serve; the flags that are left over are refused.
    static func read(_ arguments: [String]) throws(UsageError) -> Configuration {
        var reader = ConfigurationReader()
        let flags = try Flags(arguments)
        if let path = flags.first("config") ?? environment("CONFIG") {
            try reader.apply(file: path)
        }
        try reader.applyEnvironment()
        try reader.apply(flags)
        return try reader.finish()
    }

    private static func environment(_ name: String) -> String? {
        getenv("SOTAQUE_" + name).map { String(cString: $0) }
    }

    private mutating func apply(file path: String) throws(UsageError) {
        guard let bytes = Files.read(path) else {
            throw UsageError("The configuration file \(path) cannot be read")
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONReader.read(bytes) } catch {
            throw UsageError("The configuration file \(path) is not JSON: \(error.message)")
        }
        guard let object = value.object else {
            throw UsageError("The configuration file \(path) must hold a JSON object")
        }
        for (key, value) in object.members {
            try set(key, value)
        }
    }

    private mutating func set(_ key: String, _ value: JSONValue) throws(UsageError) {
        switch (key, value) {
        case ("limits", .object(let limits)):
            for (name, limit) in limits.members {
                guard let number = limit.int else {
                    throw UsageError("limits.\(name) must be an integer")
                }
                configuration.limits[name] = number
            }
        case ("upstreams", .object(let upstreams)):
            for (name, body) in upstreams.members {
                guard let body = body.object else {
                    throw UsageError("upstreams.\(name) must be an object")
                }
                configuration.upstreams.append((name, body))
            }
        case (_, .array(let values)):
            try set(key, values.compactMap(Self.text).joined(separator: ","))
        case (_, .bool(let flag)): try set(key, flag ? "true" : "false")
        case (_, .number(let number)): try set(key, number.spelling)
        case (_, .string(let text)): try set(key, text)
        default: throw UsageError("\(key) has a value of the wrong type")
        }
    }

    /// The keys of the file, the environment and the flags are the same.
    static let keys = [
        "listen", "data", "demo", "auto_pair", "control_token", "key_file", "tls_certificate",
        "tls_key", "public_url", "loops", "log_level", "allow_private_targets",
        "rate_limits", "retry_schedule_ms",
    ]

    private mutating func applyEnvironment() throws(UsageError) {
        for key in Self.keys {
            if let value = Self.environment(key.uppercased()) { try set(key, value) }
        }
    }

    private mutating func apply(_ flags: Flags) throws(UsageError) {
        for (name, values) in flags.values where name != "config" && name != "print" {
            let key = String(name.map { $0 == "-" ? "_" : $0 })
            if let limit = key.split(separator: ".").last, key.hasPrefix("limits.") {
                guard let number = Int(values.last ?? "") else {
                    throw UsageError("--\(name) must be an integer")
                }
                configuration.limits[String(limit)] = number
            } else {
                try set(key, values.joined(separator: ","))
            }
        }
    }

    private mutating func set(_ key: String, _ text: String) throws(UsageError) {
        switch key {
        case "listen": configuration.listen = Self.list(text)
        case "data": configuration.data = text
        case "demo": configuration.isDemo = try Self.flag(key, text)
        case "auto_pair": try setAutoPair(text)
        case "control_token": configuration.controlToken = text
        case "key_file": configuration.keyFile = text
        case "tls_certificate": configuration.tlsCertificate = text
        case "tls_key": configuration.tlsKey = text
        case "public_url": configuration.publicURL = text
        case "loops": configuration.loops = try Self.number(key, text)
        case "log_level": configuration.logLevel = text
        case "allow_private_targets": configuration.allowPrivateTargets = Self.list(text)
        case "rate_limits": configuration.rateLimits = try Self.flag(key, text)
        case "retry_schedule_ms": try setRetrySchedule(text)
        default: throw UsageError("Unknown setting \(key)")
        }
    }

    private mutating func setAutoPair(_ text: String) throws(UsageError) {
        pairsItself = text != "off"
        configuration.autoPairSeconds = text == "off" ? nil : try Self.number("auto_pair", text)
    }

    private mutating func setRetrySchedule(_ text: String) throws(UsageError) {
        var delays: [Int] = []
        for part in Self.list(text) { delays.append(try Self.number("retry_schedule_ms", part)) }
        configuration.retryScheduleMilliseconds = delays
    }

    /// One value of a list in the file.
    private static func text(_ value: JSONValue) -> String? {
        if case .number(let number) = value { return number.spelling }
        return value.string
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0.drop { $0 == " " }) }
    }

    private static func flag(_ key: String, _ text: String) throws(UsageError) -> Bool {
        switch text {
        case "", "true", "1": return true
        case "false", "0": return false
        default: throw UsageError("\(key) must be true or false")
        }
    }

    private static func number(_ key: String, _ text: String) throws(UsageError) -> Int {
        guard let number = Int(text), number >= 0 else {
            throw UsageError("\(key) must be a whole number")
        }
        return number
    }

    private func finish() throws(UsageError) -> Configuration {
        var configuration = configuration
        if configuration.isDemo {
            if pairsItself == nil { configuration.autoPairSeconds = 3 }
            configuration.controlToken = configuration.controlToken ?? Demo.controlToken
            if configuration.allowPrivateTargets.isEmpty {
                configuration.allowPrivateTargets = ["127.0.0.0/8", "::1/128"]
            }
        }
        guard (configuration.tlsCertificate == nil) == (configuration.tlsKey == nil) else {
            throw UsageError("tls_certificate and tls_key go together")
        }
        return configuration
    }
}
