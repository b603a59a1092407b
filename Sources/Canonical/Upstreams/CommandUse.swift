/// How often an instance's client used a command in one way on one day.
public struct CommandUse: Equatable, Sendable {
    /// What was used.
    public struct Shape: Hashable, Sendable {
        /// The dialect it was asked in.
        public let dialect: DialectID
        /// The command's name.
        public let command: String
        /// Which of its variants.
        public let variant: String?
        /// The optional fields that were used, sorted.
        public let fields: [String]

        /// Describes a use.
        public init(dialect: DialectID, command: String, variant: String?, fields: [String]) {
            self.dialect = dialect
            self.command = command
            self.variant = variant
            self.fields = fields
        }
    }

    /// What was used.
    public let shape: Shape
    /// The day, counted from 1970-01-01 in UTC.
    public let day: Int
    /// How often.
    public var count: Int

    /// Makes a count.
    public init(shape: Shape, day: Int, count: Int) {
        self.shape = shape
        self.day = day
        self.count = count
    }
}
