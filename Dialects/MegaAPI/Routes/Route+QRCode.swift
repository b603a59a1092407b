import DialectKit

extension Route {
    /// `GET /rest/instance/qrcode/{key}`: the code as a page with one picture.
    ///
    /// Clients show the page, or cut the data URL out of it by `src="data:image/png;base64,`.
    static let qrPage = Route(
        .get,
        "/rest/instance/qrcode/{key}",
        "instance.qrcode",
        access: .instanceToken,
        decode: { _ in ConnectInstance() },
        encode: { (instance, _) throws(CommandFailure) -> HTTPResponse in
            try instance.refuseConnected()
            return HTTPResponse(
                status: 200,
                fields: [HTTPField("Content-Type", "text/html; charset=utf-8")],
                body: Array(QRPage(imageURL: instance.state.pairing?.qr?.imageURL).html.utf8)
            )
        }
    ).making(["qr"])

    /// `GET /rest/instance/qrcode_base64/{key}`: the code as a data URL.
    ///
    /// Without a code the member is absent: pollers take that for "not yet".
    static let qrJSON = Route(
        .get,
        "/rest/instance/qrcode_base64/{key}",
        "instance.qrcode_base64",
        support: .observed,
        access: .instanceToken,
        decode: { _ in ConnectInstance() },
        encode: { (instance, _) throws(CommandFailure) -> HTTPResponse in
            try instance.refuseConnected()
            return .success("Qrcode fetched") { json in
                guard let code = instance.state.pairing?.qr else { return }
                json.member("qrcode", code.imageURL)
            }
        }
    ).making(["qr"])
}

/// The page that shows a QR code, whole in itself.
struct QRPage {
    /// The picture as a data URL, nil while there is none.
    let imageURL: String?

    /// The page.
    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>QR code</title></head>
        <body>\(content)</body>
        </html>

        """
    }

    private var content: String {
        guard let imageURL else { return "<p>The QR code is not available yet.</p>" }
        return #"<img src="\#(Self.escaped(imageURL))" id="qrcode_box" alt="QR code">"#
    }

    /// The text as an attribute's value in double quotes.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
