/// A value's text in which dictionaries and sets are sorted, so that equal values have equal texts.
///
/// The standard library walks two equal dictionaries in different orders.
enum StableText {
    /// The text of any value, its stored parts included.
    static func of(_ value: some Sendable) -> String {
        of(Mirror(reflecting: value)) ?? String(reflecting: value)
    }

    /// The text of a value that has parts, nil for one that has none.
    private static func of(_ mirror: Mirror) -> String? {
        guard !mirror.children.isEmpty else { return nil }
        var parts = mirror.children.map { label, value in
            "\(label ?? ""): \(of(Mirror(reflecting: value)) ?? String(reflecting: value))"
        }
        switch mirror.displayStyle {
        case .dictionary, .set: parts.sort()
        default: break
        }
        return "\(mirror.subjectType)(\(parts.joined(separator: ", ")))"
    }
}
