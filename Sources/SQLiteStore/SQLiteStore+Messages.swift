public import Canonical
public import Engine

extension SQLiteStore {
    /// The messages that a search means, newest first; 10,000 at most.
    ///
    /// Only the latest 20,000 sends of the instance, and of all other messages the latest 20,000 of
    /// the whole file, are looked through.
    public func messages(
        _ search: FindMessages,
        of instance: InstanceID
    ) async throws(StoreError) -> [Message] {
        try await ask(forList: true) { session throws(StoreError) in
            try session.askingMessages { messages throws(StoreError) in
                try messages.messages(search, of: instance)
            }
        }
    }
}
