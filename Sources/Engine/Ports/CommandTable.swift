public import Canonical

/// What somebody can do, as data: one handler a type of command, listable by name.
public struct CommandTable<Context>: Sendable {
    private final class Handler<C: Command>: Sendable {
        let body: @Sendable (C, inout Context) throws(CommandFailure) -> C.Outcome

        init(_ body: @escaping @Sendable (C, inout Context) throws(CommandFailure) -> C.Outcome) {
            self.body = body
        }
    }

    private var handlers: [ObjectIdentifier: any AnyObject & Sendable] = [:]
    /// The names of the commands that have a handler, in the order they were given.
    public private(set) var names: [String] = []

    /// A table that can do nothing.
    public init() {}

    /// Adds a handler; a second one for the same type replaces the first.
    public mutating func on<C: Command>(
        _ type: C.Type,
        _ body: @escaping @Sendable (C, inout Context) throws(CommandFailure) -> C.Outcome
    ) {
        if handlers.updateValue(Handler(body), forKey: ObjectIdentifier(type)) == nil {
            names.append(C.traits.name)
        }
    }

    /// Whether there is a handler for that type.
    public func handles<C: Command>(_ type: C.Type) -> Bool {
        handlers[ObjectIdentifier(type)] != nil
    }

    /// Carries the command out, nil when there is no handler for it.
    public func perform<C: Command>(
        _ command: C,
        _ context: inout Context
    ) -> Result<C.Outcome, CommandFailure>? {
        guard let handler = handlers[ObjectIdentifier(C.self)] as? Handler<C> else { return nil }
        do throws(CommandFailure) {
            return .success(try handler.body(command, &context))
        } catch {
            return .failure(error)
        }
    }
}
