internal import Glibc
internal import SQLiteStore
internal import Secrets
internal import Wire

/// The secrets of a data folder: the key that seals stored secrets, and the control token.
///
/// Both are made at the first start, readable for the owner alone. The token is kept as it is so
/// that the command line can use it on the same machine.
struct KeyRing: Sendable {
    /// Seals and opens what must be shown again.
    let sealer: KeySealer
    /// The token of the control API.
    let controlToken: String
    /// Whether the token was made just now.
    let isNewToken: Bool

    /// Secrets that live as long as the process, for gateways that are thrown away.
    init(temporaryToken token: String) throws(UsageError) {
        guard let box = SealedBox(key: SecureRandom.bytes(32)) else {
            throw UsageError("No key can be made")
        }
        sealer = KeySealer(box: box)
        controlToken = token
        isNewToken = false
    }

    init(_ configuration: Configuration) throws(UsageError) {
        let keyPath = configuration.keyFile ?? configuration.data + "/key"
        sealer = try Self.sealer(keyPath, mayMake: configuration.keyFile == nil)
        if let token = configuration.controlToken {
            (controlToken, isNewToken) = (token, false)
            return
        }
        let tokenPath = configuration.data + "/control-token"
        isNewToken = Self.makeIfMissing(tokenPath) {
            "sotaque_ctl_" + Base64.encodeForURL(SecureRandom.bytes(32))
        }
        guard let token = Self.controlToken(in: configuration.data) else {
            throw UsageError("\(tokenPath) holds no token and cannot be made")
        }
        controlToken = token
    }

    /// The token that a gateway left in its data folder.
    static func controlToken(in data: String) -> String? {
        guard let bytes = Files.read(data + "/control-token") else { return nil }
        let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        return text.isEmpty ? nil : text
    }

    private static func sealer(_ path: String, mayMake: Bool) throws(UsageError) -> KeySealer {
        if mayMake { _ = makeIfMissing(path) { Hex.encode(SecureRandom.bytes(32)) } }
        guard let bytes = Files.read(path) else {
            let reason = String(cString: strerror(errno))
            throw UsageError("The key file \(path) cannot be read or made: \(reason)")
        }
        let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        guard let key = Hex.decode(text), let box = SealedBox(key: key) else {
            throw UsageError("\(path) must hold 32 bytes in hex")
        }
        return KeySealer(box: box)
    }

    /// Makes a secret's file; false where there is one.
    ///
    /// Two processes may start on a new folder at once, of which one has the folder in the end: what it
    /// uses must be what lies there, so each reads the file, whoever made it.
    private static func makeIfMissing(_ path: String, _ text: () -> String) -> Bool {
        Files.read(path) == nil && Files.create(Array(text().utf8), at: path)
    }
}

/// AES-256-GCM with the row's name as associated data, as the store wants it.
struct KeySealer: Sealer {
    let box: SealedBox

    func seal(_ plaintext: [UInt8], context: String) -> [UInt8] {
        box.seal(plaintext, for: Array(context.utf8))
    }

    func open(_ sealed: [UInt8], context: String) -> [UInt8]? {
        box.open(sealed, for: Array(context.utf8))
    }
}
