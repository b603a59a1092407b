import DialectKit

extension SpokenContext {
    /// A request whose path ends with the instance's name, as all but one do.
    func asking(
        _ method: HTTPMethod,
        _ path: String,
        query: (name: String, value: String)? = nil,
        json: JSONObject? = nil,
        effect: UpstreamRequest.Effect = .safe
    ) throws(CommandFailure) -> UpstreamRequest {
        let segments = path.split(separator: "/").map(String.init)
        let name = try setting(EvolutionSetting.instance)
        return try asking(method, segments + [name], query: query, json: json, effect: effect)
    }

    /// `GET /instance/fetchInstances`, about one instance or all that the key opens.
    func askingRows(of name: String? = nil) throws(CommandFailure) -> UpstreamRequest {
        try asking(
            .get,
            ["instance", "fetchInstances"],
            query: name.map { ("instanceName", $0) },
            json: nil,
            effect: .safe
        )
    }

    /// An instance's own key opens that instance alone, the global one opens all.
    private func asking(
        _ method: HTTPMethod,
        _ segments: [String],
        query: (name: String, value: String)?,
        json: JSONObject?,
        effect: UpstreamRequest.Effect
    ) throws(CommandFailure) -> UpstreamRequest {
        let fields = [HTTPField("apikey", try setting(EvolutionSetting.apiKey))]
        let target = UpstreamRequest.target(segments, query: query.map { [$0] } ?? [])
        guard let json else {
            return UpstreamRequest(method, target, fields: fields, effect: effect)
        }
        return UpstreamRequest(method, target, fields: fields, json: json, effect: effect)
    }
}
