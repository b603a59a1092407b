internal import Canonical

/// A pairing that runs.
struct Pairing {
    /// The code that works at present.
    var code: PairingCode
    /// When the pairing ends, used or not.
    let deadline: Timestamp
    /// When the world scans it by itself, nil when it does not.
    var scanAt: Timestamp?

    /// The phone that asked for a typed code, nil for a QR code.
    var phone: PhoneNumber? {
        if case .code(_, let phone) = code.method { return phone }
        return nil
    }

    /// When something is to be done for it.
    var due: Timestamp { min(code.expiresAt, deadline, scanAt ?? deadline) }

    /// Whether a request for a code ends this pairing and begins another.
    ///
    /// A typed code belongs to one phone, so asking for another phone's is another pairing.
    func givesWay(to command: ConnectInstance) -> Bool {
        switch (phone, command.pairingPhone) {
        case (nil, nil): false
        case (let running?, let asked?): running.equalityKey != asked.equalityKey
        default: command.replacesOtherMethod
        }
    }
}
