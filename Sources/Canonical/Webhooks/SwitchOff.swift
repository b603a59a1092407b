/// Why the gateway switched an endpoint off, in the word that is stored and shown.
public enum SwitchOff: String, Sendable, CaseIterable {
    /// The receiver answered 410.
    case gone
    /// The receiver took nothing for days.
    case failing
}
