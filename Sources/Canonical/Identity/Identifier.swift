/// An opaque name of one kind of thing, so that a tenant's id is never taken for an instance's.
public struct Identifier<Subject>: Hashable, Sendable, CustomStringConvertible {
    /// The name itself.
    public let text: String

    /// Wraps a name.
    public init(_ text: String) { self.text = text }

    /// The name itself.
    public var description: String { text }
}

/// Who owns instances and keys.
public enum Tenant {}
/// One vendor's HTTP language.
public enum DialectName {}
/// What carries an instance's commands out.
public enum UpstreamName {}
/// A kind of credential: one header of one dialect.
public enum CredentialKind {}

/// Names a tenant.
public typealias TenantID = Identifier<Tenant>
/// Names an instance, the same in every dialect.
public typealias InstanceID = Identifier<Instance>
/// Names one execution of a command in the journal.
public typealias CommandID = Identifier<CommandTraits>
/// Names a message as its client saw it, for ever.
public typealias MessageID = Identifier<Message>
/// Names a dialect.
public typealias DialectID = Identifier<DialectName>
/// Names an upstream.
public typealias UpstreamID = Identifier<UpstreamName>
/// Names a kind of credential; look-ups never cross from one realm into another.
public typealias CredentialRealm = Identifier<CredentialKind>
