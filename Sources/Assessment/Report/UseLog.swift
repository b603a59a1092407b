public import DialectKit

/// What clients used, as text: one JSON object on each line.
///
/// `{"dialect":"…","command":"message.send","variant":"text","fields":["quoted"],`
/// `"day":"2026-01-31","count":3}`; `variant` is null for commands without variants. Unknown members
/// are ignored, and so are blank lines.
public enum UseLog {
    /// The most calls that one line may count.
    public static let countLimit = 1_000_000_000_000
    /// The most bytes of a name in a line.
    public static let nameLimitBytes = 128
    /// The most fields of a line.
    public static let fieldLimit = 64

    /// The lines of these uses, in their order, each with its line break.
    public static func text(_ uses: [CommandUse]) -> String {
        var lines = ""
        for use in uses {
            var writer = JSONWriter()
            writer.object { $0.members(of: use) }
            lines += writer.text
        }
        return lines
    }

    /// Reads such lines.
    ///
    /// - Throws: ``UseLogError`` with the first line that cannot be read.
    public static func read(_ bytes: [UInt8]) throws(UseLogError) -> [CommandUse] {
        var uses: [CommandUse] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
            do throws(WireError) {
                uses.append(try use(Array(line)))
            } catch {
                throw UseLogError(line: index + 1, problem: error.message)
            }
        }
        return uses
    }

    private static func use(_ line: [UInt8]) throws(WireError) -> CommandUse {
        guard let value = try? JSONReader.read(line), let json = value.object else {
            throw WireError(.wrongType, path: "", "not a JSON object")
        }
        let object = WireObject(json)
        let fields = try object.optionalStrings("fields", limit: fieldLimit) ?? []
        for field in fields { try check(field, "fields", in: object) }
        let shape = CommandUse.Shape(
            dialect: DialectID(try object.name("dialect")),
            command: try object.name("command"),
            variant: try object.has("variant") ? object.name("variant") : nil,
            fields: Set(fields).sorted()
        )
        return CommandUse(shape: shape, day: try object.day(), count: try object.count())
    }

    fileprivate static func check(
        _ name: String,
        _ key: String,
        in object: WireObject
    ) throws(WireError) {
        guard name.utf8.count <= nameLimitBytes else {
            throw object.invalid(key, "is longer than \(nameLimitBytes) bytes")
        }
    }
}

/// A line of a log of uses that cannot be read.
public struct UseLogError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Which line, from 1.
    public let line: Int
    /// What is wrong with it, without a full stop.
    public let problem: String

    /// Names a line.
    public init(line: Int, problem: String) {
        self.line = line
        self.problem = problem
    }

    /// Both, for an operator: `line 3: day is required`.
    public var description: String { "line \(line): \(problem)" }
}

extension JSONWriter {
    fileprivate mutating func members(of use: CommandUse) {
        member("dialect", use.shape.dialect.text)
        member("command", use.shape.command)
        member("variant", use.shape.variant)
        memberArray("fields") { writer in
            for field in use.shape.fields { writer.string(field) }
        }
        member("day", Day.date(use.day))
        member("count", use.count)
    }
}

extension WireObject {
    fileprivate func name(_ key: String) throws(WireError) -> String {
        let name = try filledString(key)
        try UseLog.check(name, key, in: self)
        return name
    }

    fileprivate func day() throws(WireError) -> Int {
        guard let day = Day.reading(try string("day")) else {
            throw invalid("day", "must be a date such as 2026-01-31")
        }
        return day
    }

    fileprivate func count() throws(WireError) -> Int {
        guard let count = try optionalInt("count") else { throw missing("count") }
        guard (1...UseLog.countLimit).contains(count) else {
            throw invalid("count", "must be from 1 to \(UseLog.countLimit)")
        }
        return count
    }
}
