import DialectKit

/// The two vocabularies of the vendor's interface.
enum WhatIsUpGeneration: String {
    case instances
    case channels

    /// The member that names the instance in bodies.
    var instanceKey: String { self == .instances ? "instance_id" : "channel_id" }
}

/// The requests of one customer about one of its instances.
struct WhatIsUpCall: Sendable {
    private let key: HTTPField
    /// The instance's id at the vendor.
    let instance: String
    /// Which paths are used where both generations have one.
    let generation: WhatIsUpGeneration

    /// Takes the customer's key and the instance's id.
    init(_ context: SpokenContext) throws(CommandFailure) {
        self = try WhatIsUpCall(context, instance: context.setting(WhatIsUpSetting.instance))
    }

    /// Takes the customer's key, for what is about an instance by that id, or about none.
    init(_ context: SpokenContext, instance: String) throws(CommandFailure) {
        key = HTTPField(
            "Authorization",
            "Bearer " + (try context.setting(WhatIsUpSetting.apiKey))
        )
        self.instance = instance
        generation =
            context.settings[WhatIsUpSetting.generation]
            .flatMap(WhatIsUpGeneration.init) ?? .instances
    }

    /// A request about the instance, in the generation that the operator chose unless one is given.
    func request(
        _ method: HTTPMethod,
        _ segments: String...,
        in other: WhatIsUpGeneration? = nil,
        json: JSONObject? = nil,
        effect: UpstreamRequest.Effect = .safe
    ) -> UpstreamRequest {
        let path = [(other ?? generation).rawValue, instance] + segments
        return customer(method, path, json: json, effect: effect)
    }

    /// A request about the customer.
    func customer(
        _ method: HTTPMethod,
        _ segments: [String],
        json: JSONObject? = nil,
        effect: UpstreamRequest.Effect = .safe
    ) -> UpstreamRequest {
        let target = UpstreamRequest.target(["v1"] + segments)
        guard let json else {
            return UpstreamRequest(method, target, fields: [key], effect: effect)
        }
        return UpstreamRequest(method, target, fields: [key], json: json, effect: effect)
    }
}

extension UpstreamReply {
    /// The object of an answer that says yes.
    func whatIsUpObject() throws(CommandFailure) -> JSONObject {
        try WhatIsUpError.check(self)
        return try object().json
    }

    /// The elements of a list that says yes.
    func whatIsUpList() throws(CommandFailure) -> [JSONValue] {
        guard let elements = try whatIsUpObject()["data"]?.array else { throw Self.unreadable }
        return elements
    }
}
