import CanonicalJSON
import DialectKit

extension JSONPlace {
    /// Refuses members besides those named.
    func only(_ keys: String...) throws {
        guard let object = value.object else { throw error(.wrongType, expected: "an object") }
        for key in object.keys where !keys.contains(key) {
            throw error(expected: "no member \(key)")
        }
    }

    /// The texts of a member that is an object, none when it is absent, in their order.
    func texts(_ key: String) throws -> [(key: String, value: String)] {
        guard let place = try optional(key) else { return [] }
        guard let object = place.value.object else {
            throw place.error(.wrongType, expected: "an object")
        }
        return try object.keys.map { ($0, try place.string($0)) }
    }
}

extension JSONValue {
    /// Whether all that is here is also there; members may be in another order.
    func isPart(of whole: JSONValue) -> Bool {
        switch (self, whole) {
        case (.object(let part), .object(let whole)):
            part.members.allSatisfy { key, value in
                whole[key].map { value.isPart(of: $0) } ?? false
            }
        case (.array(let part), .array(let whole)):
            part.count == whole.count && zip(part, whole).allSatisfy { $0.isPart(of: $1) }
        default: self == whole
        }
    }
}
