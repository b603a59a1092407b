import DialectKit

extension UpstreamRequest {
    /// A call for the instance that the token names.
    static func uazapi(
        _ method: HTTPMethod,
        _ target: String,
        _ json: JSONObject? = nil,
        effect: Effect = .safe,
        in context: SpokenContext
    ) throws(CommandFailure) -> UpstreamRequest {
        let token = try context.setting(UpstreamSetting.uazapiToken.name)
        return uazapi(method, target, json, effect: effect, credential: ("token", token))
    }

    /// A call with a token in the header that it belongs to.
    static func uazapi(
        _ method: HTTPMethod,
        _ target: String,
        _ json: JSONObject? = nil,
        effect: Effect = .safe,
        credential: (header: String, value: String)
    ) -> UpstreamRequest {
        let fields = [
            HTTPField(credential.header, credential.value),
            HTTPField(safe: "Accept", "application/json"),
        ]
        guard let json else {
            return UpstreamRequest(method, target, fields: fields, effect: effect)
        }
        return UpstreamRequest(method, target, fields: fields, json: json, effect: effect)
    }
}

extension UpstreamSetting {
    /// The instance's token, which also says which instance is meant.
    static let uazapiToken = UpstreamSetting("token", "The instance's token", isSecret: true)
    /// The server's admin token.
    static let uazapiAdminToken = UpstreamSetting(
        "admin_token",
        "The server's admin token, for listing its instances",
        isSecret: true,
        isRequired: false
    )
}
