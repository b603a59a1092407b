/// What a JSON text may ask of the reader.
public struct JSONLimits: Equatable, Sendable {
    /// The deepest nesting that can be asked for, so that no text can use up the stack.
    public static let greatestDepth = 512

    /// How many arrays and objects may be open at once.
    public let depth: Int
    /// How many digits one number may have, those of its fraction and exponent included.
    public let digits: Int
    /// How many members one object may have, duplicates counted.
    public let keys: Int

    /// Makes limits; a depth above ``greatestDepth`` is lowered to it.
    public init(depth: Int = 64, digits: Int = 4096, keys: Int = 10_000) {
        self.depth = min(depth, Self.greatestDepth)
        self.digits = digits
        self.keys = keys
    }
}
