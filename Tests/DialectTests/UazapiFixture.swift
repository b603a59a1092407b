import Canonical
import Uazapi

/// Values that the uazapi tests share.
enum UazapiFixture {
    static let token = "00000000-0000-4000-8000-000000000001"

    /// An instance that was never started.
    static var fresh: Instance {
        var instance = Instance(
            id: InstanceID("i1"),
            tenant: TenantID("t1"),
            name: "minha-instancia",
            names: [UazapiDialect.dialectID: "r183e2ef9597845"],
            tokens: [CredentialRealm("uazapi.token"): token],
            createdAt: Timestamp(milliseconds: 1_775_981_492_005)
        )
        instance.updatedAt = Timestamp(milliseconds: 1_775_981_493_000)
        return instance
    }

    /// The same, online.
    static var connected: Instance {
        var instance = fresh
        instance.state = .connected
        instance.isAvailable = true
        instance.extras = ["uazapi.systemName": "apilocal", "uazapi.adminField01": "crm-7"]
        instance.account = LinkedAccount(
            phone: me,
            device: 57,
            pushName: "Loja \"Exemplo\"",
            pictureURL: "https://pps.whatsapp.net/v/p.jpg",
            isBusiness: true,
            platform: "smba"
        )
        return instance
    }

    /// The same after its owner logged out on the phone.
    static var loggedOut: Instance {
        var instance = connected
        instance.state = .loggedOut
        instance.isAvailable = false
        instance.lastDisconnect = Disconnect(
            at: Timestamp(milliseconds: 1_775_981_494_001),
            reason: .logout
        )
        return instance
    }

    /// An instance that waits for its QR code to be scanned.
    static var awaitingQR: Instance {
        var instance = fresh
        instance.state = .awaitingPairing(
            PairingCode(
                method: .qr(text: "2@abc", imageURL: "data:image/png;base64,iVBORw0KGgo="),
                attempt: 1,
                expiresAt: Timestamp(milliseconds: 1_775_981_512_000)
            )
        )
        return instance
    }

    /// An instance that waits for its code to be typed.
    static var awaitingCode: Instance {
        var instance = fresh
        instance.state = .awaitingPairing(
            PairingCode(
                method: .code("ABCD1234", phone: me),
                attempt: 1,
                expiresAt: Timestamp(milliseconds: 1_775_981_512_000)
            )
        )
        return instance
    }

    static var me: PhoneNumber { phone("5511999999999") }
    static var friend: Address { .phone(phone("5511888888888")) }

    /// A message of the instance's account to a friend.
    static func message(_ content: Content, chat: Address? = nil) -> Message {
        Message(
            id: MessageID("3EB00000000000000001"),
            chat: chat ?? friend,
            sender: .phone(me),
            senderName: "Loja Exemplo",
            isFromMe: true,
            isFromAPI: true,
            sentAt: Timestamp(milliseconds: 1_787_161_430_102),
            content: content,
            status: .sent
        )
    }

    /// A description of kept bytes.
    static let kept = KeptMedia(
        sha256: "00ff10",
        byteCount: 1234,
        mediaType: "image/jpeg",
        mediaKey: "a2V5",
        encryptedSHA256: "ZW5j",
        directPath: "/v/t62.7118-24/f.enc",
        encryptedURL: "https://mmg.whatsapp.net/v/f.enc"
    )

    private static func phone(_ digits: String) -> PhoneNumber {
        guard let number = PhoneNumber(digits) else { preconditionFailure("a wrong test number") }
        return number
    }

    /// The Instance object of an instance, as the vendor writes it.
    static func json(
        status: String,
        owner: String = "\"owner\":\"\",\"profileName\":\"\",\"profilePicUrl\":\"\","
            + "\"isBusiness\":false,\"plataform\":\"\"",
        qr: String = "",
        pairCode: String = "",
        system: String = "uazapiGO",
        admin: String = "",
        presence: String = "unavailable",
        lastDisconnect: String = "",
        reason: String = ""
    ) -> String {
        #"{"id":"r183e2ef9597845","name":"minha-instancia","status":"\#(status)",\#(owner),"#
            + #""qrcode":"\#(qr)","paircode":"\#(pairCode)","systemName":"\#(system)","#
            + #""token":"\#(token)","adminField01":"\#(admin)","adminField02":"","#
            + #""openai_apikey":"","chatbot_enabled":false,"chatbot_ignoreGroups":false,"#
            + #""chatbot_stopConversation":"","chatbot_stopMinutes":0,"#
            + #""chatbot_stopWhenYouSendMsg":0,"current_presence":"\#(presence)","#
            + #""msg_delay_min":1,"msg_delay_max":3,"lastDisconnect":"\#(lastDisconnect)","#
            + #""lastDisconnectReason":"\#(reason)","created":"2026-04-12 08:11:32.005Z","#
            + #""updated":"2026-04-12 08:11:33.000Z","currentTime":"2026-05-01 12:34:56.789Z"}"#
    }

    /// The members of the account, as the vendor writes them.
    static let ownerJSON =
        #""owner":"5511999999999","profileName":"Loja \"Exemplo\"","#
        + #""profilePicUrl":"https://pps.whatsapp.net/v/p.jpg","isBusiness":true,"#
        + #""plataform":"smba""#

    /// ``fresh``, ``connected`` and so on as the vendor writes them.
    static let freshJSON = json(status: "disconnected")
    static let connectedJSON = json(
        status: "connected",
        owner: ownerJSON,
        system: "apilocal",
        admin: "crm-7",
        presence: "available"
    )
    static let loggedOutJSON = json(
        status: "disconnected",
        owner: ownerJSON,
        system: "apilocal",
        admin: "crm-7",
        lastDisconnect: "2026-04-12 08:11:34.001Z",
        reason: "401: logged out from another device"
    )
    static let awaitingQRJSON = json(
        status: "connecting",
        qr: "data:image/png;base64,iVBORw0KGgo="
    )
    static let awaitingCodeJSON = json(status: "connecting", pairCode: "ABCD-1234")
}
