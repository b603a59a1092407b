/// Flags as people type them: `--name value`, `--name=value`, and `--name` alone.
struct Flags {
    /// The values of each flag, in the order typed.
    private(set) var values: [(name: String, values: [String])] = []
    /// What is no flag, in order.
    private(set) var words: [String] = []

    /// The flags that stand alone.
    private static let lonely: Set<String> = [
        "demo", "print", "json", "all", "allow-sends", "shadow", "cutover", "rollback",
        "drop-candidate", "drop-previous", "to-sandbox", "rotate-hooks", "rehearse", "clear",
    ]

    init(_ arguments: [String]) throws(UsageError) {
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            index += 1
            guard argument.hasPrefix("--") else {
                words.append(argument)
                continue
            }
            let body = argument.dropFirst(2)
            if let equals = body.firstIndex(of: "=") {
                add(String(body[..<equals]), String(body[body.index(after: equals)...]))
            } else if Self.lonely.contains(String(body)) {
                add(String(body), "true")
            } else if index < arguments.count {
                add(String(body), arguments[index])
                index += 1
            } else {
                throw UsageError("\(argument) needs a value")
            }
        }
    }

    private mutating func add(_ name: String, _ value: String) {
        if let index = values.firstIndex(where: { $0.name == name }) {
            values[index].values.append(value)
        } else {
            values.append((name: name, values: [value]))
        }
    }

    /// The last value of a flag.
    func first(_ name: String) -> String? { values.first { $0.name == name }?.values.last }

    /// Every value of a flag.
    func all(_ name: String) -> [String] { values.first { $0.name == name }?.values ?? [] }

    /// Whether a flag was typed.
    func has(_ name: String) -> Bool { values.contains { $0.name == name } }

    /// Refuses flags that a command does not have.
    func allowing(_ names: Set<String>) throws(UsageError) -> Flags {
        if let unknown = values.first(where: { !names.contains($0.name) }) {
            throw UsageError("Unknown flag --\(unknown.name)")
        }
        return self
    }
}
