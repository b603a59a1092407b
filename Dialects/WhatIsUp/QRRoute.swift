import DialectKit

extension Route {
    /// `GET /v1/instances/:id/qr`: starts the session if none runs, and gives the code to scan.
    ///
    /// The vendor has the code `no_qr`; that a connected instance is answered with it is assumed.
    static let readQR = Route(
        .get,
        "/v1/instances/{id}/qr",
        "instances.qr",
        access: .instance,
        decode: { _ in ConnectInstance() },
        encode: { (instance, _) throws(CommandFailure) -> HTTPResponse in
            guard let pairing = instance.state.pairing, let code = pairing.qr else {
                throw noQR(instance.state)
            }
            return .json(capacity: 8192) { writer in
                writer.object { writer in
                    writer.member("qr", code.imageURL)
                    writer.member("raw", code.text)
                    writer.member("expires_at", iso8601: pairing.expiresAt)
                }
            }
        }
    ).making(["qr"])
}

private func noQR(_ state: LinkState) -> CommandFailure {
    CommandFailure(
        .pairingUnavailable,
        state == .connected ? "Instance is already connected" : "No QR code is ready, try again"
    )
}
