/// How an instance stands with WhatsApp.
public enum LinkState: Equatable, Sendable {
    /// Never started.
    case created
    /// Opening the connection, no code yet.
    case starting
    /// A code waits for the phone.
    case awaitingPairing(PairingCode)
    /// Nobody used a code in time.
    case pairingExpired
    /// Online.
    case connected
    /// Credentials kept, the socket is down, retrying.
    case reconnecting
    /// Credentials kept, idle on purpose.
    case paused
    /// Credentials kept or unknown, not retrying.
    case disconnected
    /// Credentials gone: a new pairing is needed.
    case loggedOut
    /// Given up, with the reason.
    case failed(String)

    /// The state's stable name, as events and the control API show it.
    public var name: String {
        switch self {
        case .created: "created"
        case .starting: "starting"
        case .awaitingPairing: "awaiting_pairing"
        case .pairingExpired: "pairing_expired"
        case .connected: "connected"
        case .reconnecting: "reconnecting"
        case .paused: "paused"
        case .disconnected: "disconnected"
        case .loggedOut: "logged_out"
        case .failed: "failed"
        }
    }

    /// The code that waits for the phone, if one does.
    public var pairing: PairingCode? {
        if case .awaitingPairing(let code) = self { return code }
        return nil
    }
}

/// A code that pairs a phone while it lasts.
public struct PairingCode: Equatable, Sendable {
    /// How the phone takes it.
    public enum Method: Equatable, Sendable {
        /// Scanned: the text to encode, and the same as a PNG data URL.
        case qr(text: String, imageURL: String)
        /// Typed: eight characters without the dash, asked for by this phone.
        case code(String, phone: PhoneNumber)
    }

    /// How the phone takes it, and the code itself.
    public let method: Method
    /// Which code of this pairing it is, from 1.
    public let attempt: Int
    /// When this code stops working; the next one follows while the pairing lasts.
    public let expiresAt: Timestamp

    /// Makes a code out of its parts.
    public init(method: Method, attempt: Int, expiresAt: Timestamp) {
        self.method = method
        self.attempt = attempt
        self.expiresAt = expiresAt
    }

    /// The QR code's text and PNG data URL, when it is one.
    public var qr: (text: String, imageURL: String)? {
        if case .qr(let text, let imageURL) = method { return (text, imageURL) }
        return nil
    }

    /// The typed code, when it is one.
    public var typed: String? {
        if case .code(let code, _) = method { return code }
        return nil
    }
}
