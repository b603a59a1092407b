import DialectKit

extension ConnectInstance: SpokenCommand {
    /// Asks for a code: a picture from `qrcode_base64`, or a text from `pairingCode`.
    ///
    /// A 403 that says that the user is logged in is no failure here: the status tells the rest.
    func conversation(_ context: SpokenContext) throws(CommandFailure) -> Conversation<Instance> {
        let pairing = Pairing(vendor: try VendorInstance(context), context: context)
        return pairingPhone.map(pairing.typed) ?? pairing.scanned(triesLeft: Pairing.tries)
    }
}

/// The pairing of one instance.
private struct Pairing {
    /// How often a picture is asked for that the vendor does not have yet.
    static let tries = 6
    /// How long is waited between, in milliseconds (assumed).
    private static let wait = 1500

    let vendor: VendorInstance
    let context: SpokenContext

    /// Asks for a picture until there is one.
    func scanned(triesLeft: Int) -> Conversation<Instance> {
        .ask(vendor.request(.get, "/rest/instance/qrcode_base64/{key}")) {
            (reply) throws(CommandFailure) in
            if isLinked(reply) { return linked }
            if let image = try reply.success().text("qrcode") {
                return awaiting(PairingCode(picture: image, context, at: context.now))
            }
            guard triesLeft > 1 else { return told(.starting) }
            return .pause(milliseconds: Self.wait) { scanned(triesLeft: triesLeft - 1) }
        }
    }

    /// Asks for a text.
    func typed(by phone: PhoneNumber) -> Conversation<Instance> {
        let query = [(name: "phoneNumber", value: phone.digits)]
        let request = vendor.request(.get, "/rest/instance/pairingCode/{key}", query: query)
        return .ask(request) { (reply) throws(CommandFailure) in
            if isLinked(reply) { return linked }
            let answer = try reply.success()
            guard let text = answer.text("pairingCode") ?? answer.text("code") else {
                throw CommandFailure(.pairingUnavailable, "No pairing code is available")
            }
            return awaiting(PairingCode(typed: text, by: phone, at: context.now))
        }
    }

    private func isLinked(_ reply: UpstreamReply) -> Bool {
        VendorFailure.failure(of: reply)?.code == .instanceAlreadyConnected
    }

    /// Asks who is linked; the link is there whatever comes back.
    private var linked: Conversation<Instance> {
        .ask(vendor.status) { reply in
            guard let status = try? LinkStatus(reply), case .open = status.word else {
                return told(.connected)
            }
            return .done(Told(context.instance, observations: status.observations(context)))
        }
    }

    private func awaiting(_ code: PairingCode) -> Conversation<Instance> {
        told(.awaitingPairing(code))
    }

    private func told(_ state: LinkState) -> Conversation<Instance> { .done(context.told(state)) }
}

extension PairingCode {
    /// A picture; the text in it is not told, so it is empty.
    ///
    /// The picture that is known already keeps its number and its end.
    init(picture: String, _ context: SpokenContext, at moment: Timestamp) {
        let method = Method.qr(shown: picture)
        let running = context.instance.state.pairing
        if let running, running.method == method {
            self = running
            return
        }
        let attempt = running?.qr == nil ? 0 : running?.attempt ?? 0
        self.init(
            method: method,
            attempt: attempt < Int.max ? attempt + 1 : attempt,
            expiresAt: moment.advanced(byMilliseconds: Self.pictureLife)
        )
    }

    /// A text, told with a dash or without.
    fileprivate init(typed text: String, by phone: PhoneNumber, at moment: Timestamp) {
        self.init(
            method: .code(text.filter { $0 != "-" }.uppercased(), phone: phone),
            attempt: 1,
            expiresAt: moment.advanced(byMilliseconds: Self.textLife)
        )
    }

    /// How long a picture lasts (assumed: WhatsApp makes a new one about every 20 seconds).
    private static let pictureLife: Int64 = 20_000
    /// How long a text lasts (assumed).
    private static let textLife: Int64 = 180_000
}
