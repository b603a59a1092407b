internal import Wire

/// What the control API said.
struct ControlAnswer {
    let status: Int
    /// The body, null when it is none.
    let json: JSONValue

    /// Whether it did what was asked.
    var isGood: Bool { (200..<300).contains(status) }

    /// Says what is wrong, and gives the exit status.
    func complain() -> Int32 {
        let message = json["error"]?["message"]?.string ?? "the gateway answered \(status)"
        let code = json["error"]?["code"]?.string.map { " (\($0))" } ?? ""
        Output.error(message + code)
        return 1
    }
}
