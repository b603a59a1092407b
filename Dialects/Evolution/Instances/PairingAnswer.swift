import DialectKit

/// What `GET /instance/connect/{instance}` answers: open, a code, or that there is none yet.
enum PairingAnswer {
    /// Nothing to pair.
    case open
    /// A QR code, and a code to type where a number was given.
    case code(QR, typed: String?)
    /// Not yet: `{"count":0}`.
    case none

    /// A QR code.
    struct QR {
        let text: String
        let imageURL: String
        let attempt: Int
    }

    /// Milliseconds for which a code is taken to last after it was shown; the protocol renews the
    /// first one after a minute and the others after twenty seconds, and no answer says which it is.
    static let lifetimeMilliseconds: Int64 = 20_000

    /// Reads the answer.
    init(_ reply: UpstreamReply) throws(CommandFailure) {
        let body = try EvolutionFailure.accepted(reply)
        if body["instance"]?.text("state") == "open" {
            self = .open
            return
        }
        // Other states bring the code one level deeper.
        let code = body["qrcode"] ?? body
        guard let text = code.text("code"), let imageURL = code.text("base64") else {
            self = .none
            return
        }
        let attempt = max(1, code.integer("count") ?? 1)
        self = .code(
            QR(text: text, imageURL: imageURL, attempt: attempt),
            typed: code.text("pairingCode")?.filter { $0 != "-" }
        )
    }
}

extension PairingAnswer.QR {
    /// The code as it waits for the phone.
    func waiting(at moment: Timestamp) -> LinkState {
        waiting(.qr(text: text, imageURL: imageURL), at: moment)
    }

    /// A typed code that came with this one.
    func waiting(typed: String, phone: PhoneNumber, at moment: Timestamp) -> LinkState {
        waiting(.code(typed, phone: phone), at: moment)
    }

    private func waiting(_ method: PairingCode.Method, at moment: Timestamp) -> LinkState {
        let end = moment.advanced(byMilliseconds: PairingAnswer.lifetimeMilliseconds)
        return .awaitingPairing(PairingCode(method: method, attempt: attempt, expiresAt: end))
    }
}
