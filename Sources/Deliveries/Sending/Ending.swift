internal import Canonical
internal import Engine

/// How an attempt at a delivery ended, with what it says of the endpoint.
struct Ending: Sendable {
    /// What is written down; nil when it was broken off here, so that it is simply due again.
    var result: DeliveryResult?
    /// Whether the receiver is up; nil when nothing was sent.
    var isUp: Bool?
    /// Whether the receiver took it.
    var isTaken = false
    /// Why the endpoint is to be switched off, nil when it is not.
    var disables: SwitchOff?
    /// Whether it was tried and failed.
    var isFailure: Bool { isUp != nil && !isTaken }
}
