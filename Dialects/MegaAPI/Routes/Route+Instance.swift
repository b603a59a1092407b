import DialectKit

extension Route {
    /// The routes under `/rest/instance`, from the vendor's other pages and its clients.
    static let instance =
        [status, qrPage, qrJSON, pairingCode, logout, restart, isOnWhatsApp, profilePicture]

    /// `GET /rest/instance/{key}`: connected with a user, or disconnected without one.
    private static let status = Route(
        .get,
        "/rest/instance/{key}",
        "instance.status",
        support: .observed,
        access: .instanceToken,
        decode: { _ in GetInstance() },
        encode: { instance, request in
            .success("Instance data fetched") { json in
                json.member("instance") { $0.instance(instance, key: request.parameter("key")) }
            }
        }
    )

    /// `GET /rest/instance/pairingCode/{key}?phoneNumber=`: eight characters with a dash (assumed).
    ///
    /// A code of the caller's choice (`customPairingCode`) is not taken; the answer has the real one.
    private static let pairingCode = Route(
        .get,
        "/rest/instance/pairingCode/{key}",
        "instance.pairingCode",
        support: .observed,
        access: .instanceToken,
        decode: { (request) throws(WireError) -> ConnectInstance in
            ConnectInstance(pairingPhone: try request.pairingPhone(), replacesOtherMethod: true)
        },
        encode: { (instance, _) throws(CommandFailure) -> HTTPResponse in
            try instance.refuseConnected()
            guard let code = instance.state.pairing?.typed else {
                throw CommandFailure(.pairingUnavailable, "No pairing code is available")
            }
            return .success("Pairing code fetched") { json in
                json.member("pairingCode", "\(code.prefix(4))-\(code.dropFirst(4))")
            }
        }
    ).making(["code"])

    /// `DELETE /rest/instance/{key}/logout`: ends the session; a new pairing is needed.
    private static let logout = Route(
        .delete,
        "/rest/instance/{key}/logout",
        "instance.logout",
        access: .instanceToken,
        decode: { _ in DisconnectInstance() },
        encode: { _, _ in .success("Instance logged out") }
    )

    /// `DELETE /rest/instance/{key}/restart`: opens the connection anew and keeps the login.
    private static let restart = Route(
        .delete,
        "/rest/instance/{key}/restart",
        "instance.restart",
        access: .instanceToken,
        decode: { _ in RestartInstance() },
        encode: { _, _ in .success("Instance restarted") }
    )

    /// `GET /rest/instance/isOnWhatsApp/{key}?jid=`: the one answer without the envelope.
    ///
    /// A group is there without asking, as in the vendor's engine.
    private static let isOnWhatsApp = Route(
        .get,
        "/rest/instance/isOnWhatsApp/{key}",
        "instance.isOnWhatsApp",
        access: .instanceToken,
        decode: { (request) throws(WireError) -> CheckNumbers in
            CheckNumbers(numbers: [try request.recipient(query: "jid")])
        },
        encode: { (answers, _) throws(CommandFailure) -> HTTPResponse in
            guard let answer = answers.first else { throw CommandFailure(.internalError) }
            return .json { json in
                json.object { json in
                    json.member("exists", answer.resolved != nil || answer.asked.isGroup)
                    json.member("jid", (answer.resolved ?? answer.asked).jid)
                }
            }
        }
    )

    /// `GET /rest/instance/getProfilePicture/{key}?to=&type=`: where somebody's picture is.
    ///
    /// WhatsApp's preview (`type=icon`) is not told apart from the full picture.
    private static let profilePicture = Route(
        .get,
        "/rest/instance/getProfilePicture/{key}",
        "instance.getProfilePicture",
        support: .observed,
        access: .instanceToken,
        decode: { (request) throws(WireError) -> GetProfilePicture in
            GetProfilePicture(subject: try request.recipient(query: "to"))
        },
        encode: { picture, _ in
            .success("Profile picture fetched") { $0.member("data", picture.url) }
        }
    )
}

extension Instance {
    /// Says what the vendor says when a code is asked for and the phone is already linked.
    func refuseConnected() throws(CommandFailure) {
        guard state != .connected else { throw CommandFailure(.instanceAlreadyConnected) }
    }
}

extension RequestView {
    /// The phone that will type the pairing code.
    fileprivate func pairingPhone() throws(WireError) -> PhoneNumber {
        let text = try filled(query: "phoneNumber")
        guard let phone = PhoneNumber(text) else {
            throw WireError(
                .invalidValue,
                path: "phoneNumber",
                "phoneNumber must be digits with the country code",
                value: text
            )
        }
        return phone
    }
}

extension JSONWriter {
    /// Writes an instance; clients take `status` and a user's id together for connected.
    fileprivate mutating func instance(_ instance: Instance, key: String) {
        let isConnected = instance.state == .connected
        member("key", key)
        member("status", isConnected ? "connected" : "disconnected")
        guard isConnected, let account = instance.account else { return }
        member("user") { json in
            json.member("id", Address.phone(account.phone).jid)
            json.member("name", account.pushName)
        }
    }
}
