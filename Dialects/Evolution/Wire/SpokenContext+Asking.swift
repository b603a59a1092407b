import DialectKit

extension SpokenContext {
    /// A request whose path ends with the instance's name, as all but a few do.
    func asking(
        _ method: HTTPMethod,
        _ path: String,
        query: (name: String, value: String)? = nil,
        json: JSONObject? = nil,
        effect: UpstreamRequest.Effect = .safe
    ) throws(CommandFailure) -> UpstreamRequest {
        let name = try setting(EvolutionSetting.instance)
        let tail = query.map { "?\($0.name)=\($0.value.percentEncoded)" } ?? ""
        let target = "\(path)/\(name.percentEncoded)\(tail)"
        return try askingAccount(method, target, json: json, effect: effect)
    }

    /// A request about the whole account.
    ///
    /// An instance's own key opens that instance alone, the global one opens all.
    func askingAccount(
        _ method: HTTPMethod,
        _ target: String,
        json: JSONObject? = nil,
        effect: UpstreamRequest.Effect = .safe
    ) throws(CommandFailure) -> UpstreamRequest {
        let fields = [HTTPField("apikey", try setting(EvolutionSetting.apiKey))]
        guard let json else {
            return UpstreamRequest(method, target, fields: fields, effect: effect)
        }
        return UpstreamRequest(method, target, fields: fields, json: json, effect: effect)
    }
}

extension String {
    /// All but the unreserved characters as `%XX` (RFC 3986 section 2.3).
    var percentEncoded: String {
        var text: [UInt8] = []
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                text.append(byte)
            default:
                text.append(UInt8(ascii: "%"))
                text += Hex.encode([byte]).uppercased().utf8
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
