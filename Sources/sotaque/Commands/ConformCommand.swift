/// `sotaque conform`.
enum ConformCommand {
    static func run(_ arguments: [String]) async throws(UsageError) -> Int32 {
        throw UsageError("pending")
    }
}
