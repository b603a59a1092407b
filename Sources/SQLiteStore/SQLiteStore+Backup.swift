public import Engine
internal import Observability

extension SQLiteStore {
    /// Writes a compact copy of everything that was committed into a new file of mode 0600.
    ///
    /// The copy is one moment's, is durable when the call returns, and can be put in the place of a
    /// data folder's file. A file that exists is refused. Work goes on meanwhile.
    public func backup(to path: String) async throws(StoreError) {
        guard !isClosed else { throw .closed }
        let source = databasePath
        let result = await withCheckedContinuation { continuation in
            let thread = try? Thread(name: "store-backup") {
                continuation.resume(returning: Self.copy(source, to: path))
            }
            guard let thread else {
                let error = StoreError(.database, "no thread for the backup")
                continuation.resume(returning: Result<Void, StoreError>.failure(error))
                return
            }
            thread.detach()
        }
        try result.get()
    }

    private static func copy(_ source: String, to path: String) -> Result<Void, StoreError> {
        do throws(StoreError) {
            let connection = try Connection.open(source, for: .reading)
            return .success(try DatabaseCopy.write(connection, to: path))
        } catch {
            return .failure(error)
        }
    }
}
