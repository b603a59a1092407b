internal import Canonical
internal import Engine

extension Address {
    /// Reads an address as it was stored.
    init(stored text: String) throws(StoreError) {
        guard let address = Address(parsing: text) else {
            throw StoreError(.incompatible, "a stored address cannot be read")
        }
        self = address
    }
}
