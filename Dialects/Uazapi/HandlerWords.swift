import DialectKit

/// How one of the vendor's handlers words a refused credential: it differs from handler to handler.
struct HandlerWords {
    /// The text when no token came.
    let noToken: String
    /// The text when nobody has that token.
    let unknownToken: String
    /// The status when nobody has that token.
    let unknownTokenStatus: Int
    /// The text for a body that is no JSON object.
    let payload: String
    /// The text, with 500, when the instance has no session.
    let noSession: String

    init(
        noToken: String = "Unauthorized",
        unknownToken: String = "Invalid token",
        status: Int = 401,
        payload: String = "Invalid payload",
        noSession: String = "No session"
    ) {
        self.noToken = noToken
        self.unknownToken = unknownToken
        self.unknownTokenStatus = status
        self.payload = payload
        self.noSession = noSession
    }

    /// The words of an operation: its own row, else its family's, else the most common ones.
    init(of operation: String?) {
        guard let operation else {
            self = Self.common
            return
        }
        if let own = Self.operations[operation] {
            self = own
            return
        }
        let family = operation.utf8.prefix { $0 != UInt8(ascii: ".") }
        self = Self.families[String(Substring(family))] ?? Self.common
    }

    private static let administration = HandlerWords(
        unknownToken: "Invalid AdminToken Header",
        status: 403
    )
    private static let client = HandlerWords(unknownToken: "client not found")
    private static let common = HandlerWords()

    private static let families: [String: HandlerWords] = [
        "admin": administration,
        "business": client,
        "call": client,
        "globalwebhook": administration,
        "group": HandlerWords(payload: "invalid payload"),
        "instance": client,
        "newsletter": client,
        "webhook": HandlerWords(noToken: "missing token"),
    ]

    private static let operations: [String: HandlerWords] = [
        "chat.check": HandlerWords(
            payload: "Missing numbers in payload",
            noSession: "WhatsApp client is not connected"
        ),
        "chat.details": HandlerWords(payload: "Invalid request payload"),
        "instance.all": administration,
        "instance.create": administration,
        "instance.delete": HandlerWords(
            noToken: "Não autorizado - Token inválido ou ausente",
            unknownToken: "Não autorizado - Token inválido ou ausente"
        ),
        "instance.init": administration,
        "instance.reset": HandlerWords(
            unknownToken: "client not found",
            payload: "invalid payload"
        ),
        "instance.status": HandlerWords(unknownToken: "instance info not found"),
        "instance.updateAdminFields": administration,
        "instance.wa_messages_limits.get": HandlerWords(unknownToken: "invalid token"),
        "message.delete": HandlerWords(payload: "invalid payload"),
        "message.download": HandlerWords(unknownToken: "invalid token"),
        "message.presence": HandlerWords(unknownToken: "Token inválido ou expirado"),
    ]
}
