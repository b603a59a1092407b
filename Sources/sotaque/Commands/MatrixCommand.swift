internal import Assessment

/// `sotaque matrix`: what every upstream makes of every operation of every front.
enum MatrixCommand {
    static let takes = "[--report text|json|markdown]"

    static func run(_ arguments: [String]) throws(UsageError) -> Int32 {
        let flags = try Flags(arguments).allowing(["report"])
        let matrix = Matrix(dialects: Dialects.all, speeches: Dialects.spoken)
        switch flags.first("report") ?? "text" {
        case "text": Output.line(matrix.text)
        case "json": Output.line(matrix.json)
        case "markdown": Output.bytes(Array(matrix.markdown.utf8))
        default: throw UsageError("--report must be text, json or markdown")
        }
        return 0
    }
}
