/// How commands are said in a dialect: one translation a type of command.
public struct SpokenTable: Sendable {
    /// Says a command.
    public typealias Say<C: Command> =
        @Sendable (C, SpokenContext) throws(CommandFailure) -> Translation<C.Outcome>

    private final class Entry<C: Command>: Sendable {
        let say: Say<C>

        init(_ say: @escaping Say<C>) { self.say = say }
    }

    private var entries: [ObjectIdentifier: any AnyObject & Sendable] = [:]
    /// The names of the commands that can be said, in the order they were given.
    public private(set) var names: [String] = []

    /// A table that can say nothing.
    public init() {}

    /// Adds a translation; a second one for the same type replaces the first.
    ///
    /// What the closure throws, was not sent.
    public mutating func on<C: Command>(_ type: C.Type, _ say: @escaping Say<C>) {
        if entries.updateValue(Entry(say), forKey: ObjectIdentifier(type)) == nil {
            names.append(C.traits.name)
        }
    }

    /// Says a command, nil when it cannot be said.
    public func translate<C: Command>(
        _ command: C,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<C.Outcome>? {
        guard let entry = entries[ObjectIdentifier(C.self)] as? Entry<C> else { return nil }
        return try entry.say(command, context)
    }
}
