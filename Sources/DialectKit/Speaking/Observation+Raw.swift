extension Observation {
    /// An event that is not understood, kept by the vendor's name of it and an excerpt, which never
    /// holds a credential; by default without what it holds.
    ///
    /// Of the name at most 64 characters are kept, those of ASCII that can be seen.
    public static func raw(
        _ name: String,
        _ excerpt: JSONObject = [:],
        at moment: Timestamp
    ) -> Observation {
        let plain = name.unicodeScalars.lazy.filter { ("!"..."~").contains($0) }.prefix(64)
        let json = String(decoding: JSONValue.object(excerpt).serialized(), as: UTF8.self)
        var kind = "raw."
        kind.unicodeScalars.append(contentsOf: plain)
        return Observation(.event(.other(kind: kind, json: json)), at: moment)
    }
}
