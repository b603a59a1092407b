import DialectKit

extension Route {
    /// `GET /v1/instances/:id/qr`: starts the session if none runs, and gives the code to scan.
    static let readQR = Route(
        .get,
        "/v1/instances/{id}/qr",
        "instances.qr",
        access: .instance,
        decode: { _ in ConnectInstance() },
        encode: { instance, request in
            guard let pairing = instance.state.pairing, let code = pairing.qr else {
                return noQR(instance.state, request)
            }
            return .json(capacity: 8192) { writer in
                writer.object { writer in
                    writer.member("qr", code.imageURL)
                    writer.member("raw", code.text)
                    writer.member("expires_at", pairing.expiresAt.iso8601)
                }
            }
        }
    )
}

/// The vendor has the code `no_qr`; that a connected instance is answered with it is assumed.
private func noQR(_ state: LinkState, _ request: RequestView) -> HTTPResponse {
    let message =
        state == .connected ? "Instance is already connected" : "No QR code is ready, try again"
    return WhatIsUpError.noQR(message, requestID: request.requestID).response
}
