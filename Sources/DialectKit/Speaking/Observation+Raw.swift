extension Observation {
    /// An event that is not understood, kept by the vendor's name of it without what it holds.
    ///
    /// Of the name at most 64 characters are kept, those of ASCII that can be seen.
    public static func raw(_ name: String, at moment: Timestamp) -> Observation {
        let plain = name.unicodeScalars.lazy.filter { ("!"..."~").contains($0) }.prefix(64)
        var kind = "raw."
        kind.unicodeScalars.append(contentsOf: plain)
        return Observation(.event(.other(kind: kind, json: "{}")), at: moment)
    }
}
