/// An outcome that shows the instance: whoever carried the command out elsewhere gives it as it was
/// before, and the engine puts in how it stands now.
public protocol ShowsInstance: Sendable {
    /// The same outcome with the instance as it stands now.
    func showing(_ instance: Instance) -> Self
}

extension Instance: ShowsInstance {
    /// The instance itself.
    public func showing(_ instance: Instance) -> Instance { instance }
}

extension DisconnectInstance.Outcome: ShowsInstance {
    /// The same with another instance.
    public func showing(_ instance: Instance) -> DisconnectInstance.Outcome {
        DisconnectInstance.Outcome(instance: instance, wasActive: wasActive)
    }
}
