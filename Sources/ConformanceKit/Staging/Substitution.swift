/// Replaces texts by others in one pass, so that what was put in is never replaced again.
enum Substitution {
    /// The text with each documented part replaced; where several fit, the first pair wins.
    ///
    /// - Complexity: The text's length times the number of pairs.
    static func apply(
        _ pairs: [(documented: String, actual: String)],
        to text: String
    ) -> String {
        let sources = pairs.map { Array($0.documented.utf8) }
        guard sources.contains(where: { !$0.isEmpty }) else { return text }
        var rest = Array(text.utf8)[...]
        var result: [UInt8] = []
        while let byte = rest.first {
            let fitting = sources.firstIndex { !$0.isEmpty && rest.starts(with: $0) }
            if let fitting {
                result += pairs[fitting].actual.utf8
                rest = rest.dropFirst(sources[fitting].count)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
