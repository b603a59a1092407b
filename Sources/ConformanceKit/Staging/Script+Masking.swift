extension Script {
    /// The least length of a value that is worth hiding; shorter ones would hide ordinary text.
    private static let leastMaskedLength = 6

    /// The text as a report may show it: values of placeholders and replaced texts are written as
    /// the fixture writes them, so that no credential of the target stands in it.
    public func masked(_ text: String) -> String {
        var pairs = bindings.map { (actual: $0.value, shown: "{{\($0.key)}}") }
        pairs += replacements.map { (actual: $0.actual, shown: $0.documented) }
        pairs.removeAll { $0.actual.utf8.count < Self.leastMaskedLength }
        // The longest first, so that no value is cut up by one that it contains; of two names for
        // one value the vendor's comes after the general one in the alphabet, and wins.
        pairs.sort { ($0.actual.utf8.count, $0.shown) > ($1.actual.utf8.count, $1.shown) }
        return Substitution.apply(pairs.map { ($0.actual, $0.shown) }, to: text)
    }
}
