/// Sets up what fixtures start from.
public protocol Stage: Sendable {
    /// Brings a gateway into the state that the fixture asks for.
    ///
    /// - Throws: ``StageError`` when the state cannot be had, ``Skip`` when the fixture must not be
    ///   played here, or whatever the transport throws.
    func prepare(_ fixture: Fixture) async throws -> Scene
}

/// A state that could not be set up, and the call that failed.
public struct StageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What went wrong, one line.
    public let description: String

    /// Makes an error.
    public init(_ description: String) { self.description = description }
}

/// A fixture that is not for this stage.
public struct Skip: Error, Equatable, Sendable {
    /// Why it is not played.
    public let reason: String

    /// Makes a reason.
    public init(reason: String) { self.reason = reason }
}

/// What a fixture is played on: a gateway in the state asked for, and what the texts stand for.
public struct Scene: Sendable {
    /// The way to the gateway.
    public let transport: any Transport
    /// What placeholders and documented texts are replaced by.
    public var script: Script
    /// Whether the world is the fixture's own, so that values can be compared.
    public let isStaged: Bool
    /// Takes down what was set up.
    public let strike: @Sendable () async -> Void

    /// Makes a scene.
    public init(
        transport: any Transport,
        script: Script,
        isStaged: Bool = true,
        strike: @escaping @Sendable () async -> Void = {}
    ) {
        self.transport = transport
        self.script = script
        self.isStaged = isStaged
        self.strike = strike
    }
}
