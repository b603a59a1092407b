/// Where in the answer's body a comparison stands.
struct Place {
    /// The place with the elements' numbers: `body.data[0].id`.
    let text: String
    /// The same in a fixture's words: `data[].id`.
    let pattern: String

    static let body = Place(text: "body", pattern: "")

    func member(_ key: String) -> Place {
        Place(text: "\(text).\(key)", pattern: pattern.isEmpty ? key : "\(pattern).\(key)")
    }

    func element(_ index: Int) -> Place {
        Place(text: "\(text)[\(index)]", pattern: "\(pattern)[]")
    }
}
