/// A value's text in which dictionaries and sets are sorted, so that equal values have equal texts.
///
/// The standard library walks two equal dictionaries in different orders.
enum StableText {
    /// The text of any value, its stored parts included.
    static func of(_ value: Any) -> String {
        let mirror = Mirror(reflecting: value)
        guard !mirror.children.isEmpty else { return String(reflecting: value) }
        var parts = mirror.children.map { "\($0.label ?? ""): \(of($0.value))" }
        switch mirror.displayStyle {
        case .dictionary, .set: parts.sort()
        default: break
        }
        return "\(mirror.subjectType)(\(parts.joined(separator: ", ")))"
    }
}
