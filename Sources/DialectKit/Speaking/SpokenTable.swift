/// How commands are said in a dialect: what it can carry, and one conversation a type of command.
public struct SpokenTable: Sendable {
    /// Says a command.
    public typealias Say<C: Command> =
        @Sendable (C, SpokenContext) throws(CommandFailure) -> Conversation<C.Outcome>

    private final class Entry<C: Command>: Sendable {
        let say: Say<C>

        init(_ say: @escaping Say<C>) { self.say = say }
    }

    /// What can be carried.
    public let abilities: AbilityTable
    private var entries: [ObjectIdentifier: any AnyObject & Sendable] = [:]
    /// The names of the commands that can be said, in the order they were given.
    public private(set) var names: [String] = []

    /// A table that can say nothing yet of what can be carried.
    public init(_ abilities: AbilityTable) { self.abilities = abilities }

    /// Adds a conversation; a second one for the same type replaces the first.
    ///
    /// What the closure throws, was not sent.
    public mutating func on<C: Command>(_ type: C.Type, _ say: @escaping Say<C>) {
        if entries.updateValue(Entry(say), forKey: ObjectIdentifier(type)) == nil {
            names.append(C.traits.name)
        }
    }

    /// Says a command, nil when nothing was given that says it.
    ///
    /// Its losses are those of its row, so that no conversation can forget them.
    ///
    /// - Throws: `capability.unsupported` when its row says that it cannot be carried, or what was
    ///   thrown instead of saying it.
    public func translate<C: Command>(
        _ command: C,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Translation<C.Outcome>? {
        guard let entry = entries[ObjectIdentifier(C.self)] as? Entry<C> else { return nil }
        let losses = try abilities.losses(of: command)
        return Translation(losses: losses, conversation: try entry.say(command, context))
    }
}
