internal import COpenSSL

/// The authorities that the system trusts, read when the first connection calls another server.
///
/// There are more than a hundred in one file: reading them takes tens of milliseconds, for which a
/// start should not wait, and megabytes, which a gateway that calls nobody does not need.
enum SystemAuthorities {
    /// OpenSSL's store of them; nil when memory ran out.
    // Safe to share: the pointer never changes, and OpenSSL locks the store where it changes it.
    nonisolated(unsafe) static let store: OpaquePointer? = {
        guard let store = X509_STORE_new() else { return nil }
        guard X509_STORE_set_default_paths(store) == 1 else {
            X509_STORE_free(store)
            return nil
        }
        ERR_clear_error()
        return store
    }()
}
