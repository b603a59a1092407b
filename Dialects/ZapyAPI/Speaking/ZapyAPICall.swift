import DialectKit

/// The requests of one account about one of its instances.
struct ZapyAPICall: Sendable {
    private let key: HTTPField
    /// The instance's id at the vendor.
    let instance: String

    /// Takes the account's key and the instance's id.
    init(_ context: SpokenContext) throws(CommandFailure) {
        self = try ZapyAPICall(context, instance: context.setting(ZapyAPISetting.instance))
    }

    /// Takes the account's key, for what is about one of its instances.
    init(_ context: SpokenContext, instance: String) throws(CommandFailure) {
        key = HTTPField("x-api-key", try context.setting(ZapyAPISetting.apiKey))
        self.instance = instance
    }

    /// A page of the account's instances, as long as pages can be.
    func list(page: Int) -> UpstreamRequest {
        let query = [(name: "page", value: String(page)), (name: "limit", value: "100")]
        return UpstreamRequest(
            .get,
            UpstreamRequest.target(["api", "instances"], query: query),
            fields: [key]
        )
    }

    /// A request about the instance.
    func request(
        _ method: HTTPMethod,
        _ segments: String...,
        json: JSONObject? = nil
    ) -> UpstreamRequest {
        let target = UpstreamRequest.target(["api", "instances", instance] + segments)
        guard let json else { return UpstreamRequest(method, target, fields: [key]) }
        return UpstreamRequest(method, target, fields: [key], json: json)
    }

    /// A send, which must not be repeated.
    func send(_ kind: String, _ json: JSONObject) -> UpstreamRequest {
        UpstreamRequest(
            .post,
            UpstreamRequest.target(["api", "message", instance, kind]),
            fields: [key],
            json: json,
            effect: .once
        )
    }
}

extension UpstreamReply {
    /// The object of an answer that says yes; what is there besides is not looked at.
    func zapyAPIObject() throws(CommandFailure) -> JSONObject {
        try ZapyAPIError.check(self)
        return try object().json
    }
}
