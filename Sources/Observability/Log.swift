internal import Glibc

/// Writes one structured line an event to standard error: `ts level message key=value ...`.
///
/// Values are quoted and stripped of control characters, so that no value can forge a line. Bodies,
/// phone numbers, message text and secrets are never given to it.
public struct Log: Sendable {
    /// How much a line matters.
    public enum Level: Int, Sendable, Comparable {
        case debug
        case info
        case warning
        case error

        /// Orders by importance.
        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    private let minimum: Level
    private let sink: @Sendable (String) -> Void

    /// Drops lines below the minimum and hands the others to the sink, by default standard error.
    public init(
        minimum: Level = .info,
        sink: @escaping @Sendable (String) -> Void = Log.standardError
    ) {
        self.minimum = minimum
        self.sink = sink
    }

    /// A log that keeps nothing.
    public static let silent = Log(minimum: .error, sink: { _ in })

    /// Writes a line of importance `level`.
    public func callAsFunction(
        _ level: Level,
        _ message: @autoclosure () -> String,
        _ fields: KeyValuePairs<String, String> = [:]
    ) {
        guard level >= minimum else { return }
        var line = "level=\(level) msg=\(Self.quoted(message()))"
        for (name, value) in fields { line += " \(name)=\(Self.quoted(value))" }
        sink(line)
    }

    /// Writes the line to descriptor 2 in one call.
    public static func standardError(_ line: String) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var parts = tm()
        gmtime_r(&now.tv_sec, &parts)
        var text = [CChar](repeating: 0, count: 32)
        strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        let stamp = String(
            decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
        let bytes = Array("ts=\(stamp) \(line)\n".utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
