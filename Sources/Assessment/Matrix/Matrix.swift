public import DialectKit

/// What each upstream carries of what each served dialect can ask for.
///
/// It is made of the dialects' own tables, and the same tables give the same matrix and renderings.
public struct Matrix: Equatable, Sendable {
    /// What one upstream makes of a command of one variant.
    public struct Cell: Equatable, Sendable {
        /// The dialect that is spoken to the upstream.
        public let upstream: DialectID
        /// What becomes of the command.
        public let verdict: Verdict
        /// How that is known, nil where the upstream's table has no row for it.
        public let evidence: Evidence?
    }

    /// A command of one variant, on every upstream.
    public struct Row: Equatable, Sendable {
        /// The command's name; nil for what the dialect answers without one.
        public let command: String?
        /// The variant, nil for commands that have none.
        public let variant: String?
        /// A cell for each of ``Matrix/upstreams``, in their order.
        public let cells: [Cell]

        /// Whether the gateway carries it out itself, whatever the upstream.
        public let isHere: Bool
    }

    /// An operation of a served dialect.
    public struct Operation: Equatable, Sendable {
        /// The vendor's operation: `instance.connect`.
        public let name: String
        /// Why it is served.
        public let support: Support
        /// What it can become.
        public let rows: [Row]
    }

    /// A served dialect.
    public struct Front: Equatable, Sendable {
        /// The dialect.
        public let dialect: DialectID
        /// What it serves, in the order of its routes; refused routes are left out.
        public let operations: [Operation]
    }

    /// The dialects that are spoken, in the order given, none twice.
    public let upstreams: [DialectID]
    /// Every command and variant that upstreams carry, once.
    public let commands: [Row]
    /// The dialects that are served, in the order given, none twice.
    public let fronts: [Front]
    /// What is wrong with the tables, each in one line; empty when they agree with the commands.
    public let findings: [String]

    /// Brings both sides together.
    public init(dialects: [any Dialect], speeches: [UpstreamSpeech]) {
        let speeches = Self.distinct(speeches, by: \.id)
        let dialects = Self.distinct(dialects, by: \.id)
        upstreams = speeches.map(\.id)
        commands = CommandKind.carried.flatMap { kind in
            kind.variants.map { Row(kind.name, $0, speeches) }
        }
        fronts = dialects.map { Front($0, speeches) }
        findings = speeches.flatMap(\.findings) + dialects.flatMap { $0.findings }
    }

    /// How many rows of a front have which verdict on an upstream; without a front, of
    /// ``commands``.
    ///
    /// A variant that several of the front's operations can become counts for each of them.
    public func tally(of upstream: DialectID, for front: DialectID? = nil) -> VerdictTally {
        let rows =
            if let front {
                fronts.first { $0.dialect == front }?.operations.flatMap(\.rows) ?? []
            } else {
                commands
            }
        return VerdictTally(rows.flatMap(\.cells).filter { $0.upstream == upstream })
    }

    private static func distinct<Value>(
        _ values: [Value],
        by id: (Value) -> DialectID
    ) -> [Value] {
        var seen: Set<DialectID> = []
        return values.filter { seen.insert(id($0)).inserted }
    }
}
