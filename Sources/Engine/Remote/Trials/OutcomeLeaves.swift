internal import Canonical

/// An outcome taken apart into its simple values by their dotted places, so that any two of a kind
/// can be compared; what messages say is left out.
struct OutcomeLeaves {
    private static let depth = 12
    private static let count = 4096

    /// The simple values by their places.
    private(set) var values: [String: String] = [:]

    init(of outcome: Any) { take(outcome, at: "", Self.depth) }

    private mutating func take(_ value: Any, at path: String, _ depth: Int) {
        guard depth > 0, values.count < Self.count else { return }
        if let text = Self.leaf(value) {
            values[path.isEmpty ? "result" : path] = text
            return
        }
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional {
            if let some = mirror.children.first { take(some.value, at: path, depth) }
            return
        }
        guard !mirror.children.isEmpty else {
            if mirror.displayStyle == .enum { values[path] = "\(value)" }
            return
        }
        for (index, child) in mirror.children.enumerated() {
            let (name, part) = Self.named(child, index, mirror.displayStyle)
            take(part, at: path.isEmpty ? name : "\(path).\(name)", depth - 1)
        }
    }

    /// What is compared as one.
    private static func leaf(_ value: Any) -> String? {
        switch value {
        case let text as String: text
        case let number as Int: String(number)
        case let number as Int64: String(number)
        case let flag as Bool: String(flag)
        case let address as Address: address.jid
        case let phone as PhoneNumber: phone.digits
        case let moment as Timestamp: String(moment.seconds)
        case let content as Content: content.kind
        default: nil
        }
    }

    /// A part with its name: people and groups by who they are, whatever their order.
    private static func named(
        _ child: Mirror.Child,
        _ index: Int,
        _ style: Mirror.DisplayStyle?
    ) -> (String, Any) {
        if style == .dictionary {
            let pair = Array(Mirror(reflecting: child.value).children)
            if pair.count == 2 { return ("\(pair[0].value)", pair[1].value) }
        }
        switch child.value {
        case let group as Group: return (group.id.jid, group)
        case let member as Participant: return (member.address.jid, member)
        default: return (child.label ?? String(index), child.value)
        }
    }
}
