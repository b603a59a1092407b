import SQLiteStore

/// Stands in for encryption: bytes are XORed with a key, the context is kept beside them.
struct ToySealer: Sealer {
    var key: UInt8 = 0x5A

    func seal(_ plaintext: [UInt8], context: String) -> [UInt8] {
        let context = Array(context.utf8)
        return ([key, UInt8(context.count)] + context + plaintext).map { $0 ^ key }
    }

    func open(_ sealed: [UInt8], context: String) -> [UInt8]? {
        let opened = sealed.map { $0 ^ key }
        let head = [key, UInt8(context.utf8.count)] + Array(context.utf8)
        guard opened.starts(with: head) else { return nil }
        return Array(opened.dropFirst(head.count))
    }
}
