import DialectKit

/// How one of the vendor's handlers words a refused credential: it differs from handler to handler.
struct HandlerWords {
    /// The text when no token came.
    let noToken: String
    /// The text when nobody has that token.
    let unknownToken: String
    /// The status when nobody has that token.
    let unknownTokenStatus: Int

    init(noToken: String = "Unauthorized", unknownToken: String, status: Int = 401) {
        self.noToken = noToken
        self.unknownToken = unknownToken
        self.unknownTokenStatus = status
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
    private static let common = HandlerWords(unknownToken: "Invalid token")

    private static let families: [String: HandlerWords] = [
        "admin": administration,
        "business": client,
        "call": client,
        "globalwebhook": administration,
        "instance": client,
        "newsletter": client,
        "webhook": HandlerWords(noToken: "missing token", unknownToken: "Invalid token"),
    ]

    private static let operations: [String: HandlerWords] = [
        "instance.all": administration,
        "instance.create": administration,
        "instance.delete": HandlerWords(
            noToken: "Não autorizado - Token inválido ou ausente",
            unknownToken: "Não autorizado - Token inválido ou ausente"
        ),
        "instance.init": administration,
        "instance.status": HandlerWords(unknownToken: "instance info not found"),
        "instance.updateAdminFields": administration,
        "instance.wa_messages_limits.get": HandlerWords(unknownToken: "invalid token"),
        "message.download": HandlerWords(unknownToken: "invalid token"),
    ]
}
