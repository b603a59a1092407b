import DialectKit

extension Route {
    /// `POST /instance/connect`: pairs by QR code, or by pairing code when `phone` is given.
    ///
    /// A pairing code is issued only when starting from `disconnected`. Asked for during a pairing
    /// by QR code, the vendor repeats the current state, and so the running pairing is kept.
    static let connectInstance = Route(
        .post,
        "/instance/connect",
        "instance.connect",
        access: .instance,
        body: ConnectBody.self,
        decode: { body, _ in
            ConnectInstance(pairingPhone: body.phone, replacesOtherMethod: false)
        },
        encode: { instance, request in
            connectAnswer(InstanceAnswer(instance, at: request.receivedAt))
        }
    )

    /// `POST /instance/disconnect`: ends the session; the next one needs a new pairing.
    static let disconnectInstance = Route(
        .post,
        "/instance/disconnect",
        "instance.disconnect",
        access: .instance,
        decode: { _ in DisconnectInstance() },
        encode: { outcome, request in
            outcome.wasActive
                ? disconnectAnswer(InstanceAnswer(outcome.instance, at: request.receivedAt))
                : .json(200, ["response": "Already disconnected"])
        }
    )
}

/// The body of `POST /instance/connect`; its look on the phone (`browser`, `systemName`) and the
/// managed proxy are read past.
struct ConnectBody: WireDecodable {
    let phone: PhoneNumber?

    /// Reads `phone`; the empty text counts as absent, as it does for a Go server.
    init(from object: WireObject) throws(WireError) {
        guard let text = try object.optionalString("phone"), !text.isEmpty else {
            phone = nil
            return
        }
        let isPlain = text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        guard isPlain, let number = PhoneNumber(text) else {
            throw object.invalid("phone", "must have 10 to 15 digits", value: text)
        }
        phone = number
    }
}

private func connectAnswer(_ answer: InstanceAnswer) -> HTTPResponse {
    .json(capacity: 8192) { writer in
        writer.object { writer in
            writer.member("connected", answer.isConnected)
            writer.member("loggedIn", answer.isConnected)
            InstanceMembers(answer.instance).writeJID(&writer)
            writer.member("response", answer.isConnected ? "Already connected" : "Connecting")
            writer.member("instance", answer.write)
            writer.member("status", answer.writeStatus)
        }
    }
}

private func disconnectAnswer(_ answer: InstanceAnswer) -> HTTPResponse {
    .json(capacity: 1024) { writer in
        writer.object { writer in
            writer.member("instance", answer.write)
            writer.member("response", "Disconnected")
            writer.member(
                "info",
                "The device has been successfully disconnected from WhatsApp. "
                    + "A new QR code will be required for the next connection."
            )
        }
    }
}
