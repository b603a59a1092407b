internal import COpenSSL

/// The settings that connections of one listener or one client share.
///
/// TLS 1.2 and 1.3, Mozilla's intermediate ciphers without DHE, X25519 and P-256; no compression, no
/// renegotiation and no resumption. To reload certificates make a new context and use it for new
/// connections: those that are open keep the old one alive.
public final class TLSContext: @unchecked Sendable {
    // Unchecked because OpenSSL counts references to a context atomically and only reads it once
    // connections are made from it; nothing here changes it after the initializer.

    let raw: OpaquePointer
    let isServer: Bool
    /// Whether the system's authorities are those that count.
    let trustsSystem: Bool

    /// Serves with a certificate chain, leaf first, and its key, both in PEM files.
    ///
    /// - Throws: ``TLSError`` of kind `.configuration` when a file cannot be read, is locked with a
    ///   password, or the key is not the certificate's.
    public init(certificateChainFile: String, keyFile: String) throws(TLSError) {
        raw = try Self.make(TLS_server_method())
        isServer = true
        trustsSystem = false
        // A key with a password must fail here, not ask for it on the terminal.
        SSL_CTX_set_default_passwd_cb(raw) { _, _, _, _ in -1 }
        ERR_clear_error()
        guard SSL_CTX_use_certificate_chain_file(raw, certificateChainFile) == 1 else {
            throw TLSError.last(.configuration, "certificate chain \(certificateChainFile)")
        }
        guard SSL_CTX_use_PrivateKey_file(raw, keyFile, SSL_FILETYPE_PEM) == 1,
            SSL_CTX_check_private_key(raw) == 1
        else { throw TLSError.last(.configuration, "private key \(keyFile)") }
        SSL_CTX_set_alpn_select_cb(raw, selectProtocol, nil)
    }

    /// Connects to servers whose chain ends at an authority of the system; nil when OpenSSL fails.
    ///
    /// Made when it is first needed: a gateway that calls nobody by TLS starts without it.
    public static let system = try? TLSContext()

    /// Connects to servers whose chain ends at an authority of the system or of the given PEM file.
    ///
    /// The chain and the name are verified always.
    ///
    /// - Throws: ``TLSError`` of kind `.configuration` when the file holds no certificates.
    public init(clientTrusting authorityFile: String? = nil) throws(TLSError) {
        raw = try Self.make(TLS_client_method())
        isServer = false
        trustsSystem = authorityFile == nil
        SSL_CTX_set_verify(raw, SSL_VERIFY_PEER, nil)
        ERR_clear_error()
        if let authorityFile {
            guard SSL_CTX_set_default_verify_paths(raw) == 1,
                SSL_CTX_load_verify_locations(raw, authorityFile, nil) == 1
            else {
                throw TLSError.last(.configuration, "authority file \(authorityFile)")
            }
        }
        // Zero is success for this one call.
        guard SSL_CTX_set_alpn_protos(raw, protocolList, UInt32(protocolList.count)) == 0 else {
            throw TLSError.last(.configuration, "ALPN")
        }
    }

    deinit { SSL_CTX_free(raw) }

    private static let ciphers = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
    ].joined(separator: ":")

    private static func make(_ method: OpaquePointer?) throws(TLSError) -> OpaquePointer {
        ERR_clear_error()
        guard let raw = SSL_CTX_new(method) else { throw TLSError.last(.configuration) }
        copenssl_harden(raw)
        guard copenssl_limit_versions(raw) == 1, SSL_CTX_set_cipher_list(raw, ciphers) == 1,
            copenssl_limit_groups(raw, "X25519:P-256") == 1
        else {
            SSL_CTX_free(raw)
            throw TLSError.last(.configuration)
        }
        return raw
    }
}

/// `http/1.1` with its length before it, as RFC 7301 section 3.1 lists protocols.
private let protocolList: [UInt8] = [8] + Array("http/1.1".utf8)

/// Takes `http/1.1` when the client lists it, and ends the handshake when it lists only others.
private let selectProtocol: SSL_CTX_alpn_select_cb_func = {
    _,
    chosen,
    chosenLength,
    offered,
    offeredLength,
    _ in
    guard let chosen, let chosenLength, let offered else { return SSL_TLSEXT_ERR_ALERT_FATAL }
    let list = UnsafeBufferPointer(start: offered, count: Int(offeredLength))
    var index = 0
    while index < list.count {
        let end = index + 1 + Int(list[index])
        guard end <= list.count else { break }
        if list[index..<end].elementsEqual(protocolList) {
            chosen.pointee = offered + index + 1
            chosenLength.pointee = list[index]
            return SSL_TLSEXT_ERR_OK
        }
        index = end
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
}
