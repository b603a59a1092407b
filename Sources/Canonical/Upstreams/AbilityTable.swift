/// What a dialect that is spoken can carry, as data: one row for each command and variant.
public struct AbilityTable: Sendable {
    /// One cell: a command, one of its variants, what becomes of it, and how that is known.
    public struct Row: Equatable, Sendable {
        /// The command's name: `message.send`.
        public let command: String
        /// Which of ``Command/variants``, nil for commands that have none.
        public let variant: String?
        /// What becomes of it.
        public let ability: Ability
        /// How that is known.
        public let evidence: Evidence

        /// Describes a cell.
        public init(
            _ command: String,
            _ variant: String? = nil,
            _ ability: Ability,
            _ evidence: Evidence = .documented
        ) {
            self.command = command
            self.variant = variant
            self.ability = ability
            self.evidence = evidence
        }
    }

    /// The rows, in the order of the commands.
    public let rows: [Row]
    private let places: [String: Int]

    /// Takes rows; the first of two for the same variant counts.
    public init(_ rows: [Row]) {
        self.rows = rows
        places = Dictionary(
            rows.enumerated().map { (Self.key($1.command, $1.variant), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What becomes of a command of a variant; what no row names is unsupported.
    public func ability(of command: String, _ variant: String?) -> Ability {
        guard let place = places[Self.key(command, variant)] else {
            return .unsupported(Self.noSuchCall)
        }
        return rows[place].ability
    }

    /// Why what no row names is unsupported.
    public static let noSuchCall = "this upstream has no such call"

    private static func key(_ command: String, _ variant: String?) -> String {
        variant.map { "\(command)/\($0)" } ?? command
    }
}
