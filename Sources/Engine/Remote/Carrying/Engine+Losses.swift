public import Canonical

extension Engine {
    /// What the commands of a request lost on their way over a network; given once.
    public func takeLosses(_ requestID: String) -> [Loss] { losses.take(requestID) }
}
