public import Canonical

/// A message of the world as one instance has it.
///
/// The world keeps no messages: whoever wants something done to one finds it in the store, in the
/// view of an instance that ``Sandbox/witnesses(of:)`` names.
public struct Sighting: Sendable {
    /// The message in the instance's view.
    public let message: Message
    /// Whose view it is.
    public let instance: InstanceID

    /// Joins a message and its view.
    public init(_ message: Message, of instance: InstanceID) {
        self.message = message
        self.instance = instance
    }
}
