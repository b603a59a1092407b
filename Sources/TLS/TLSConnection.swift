internal import COpenSSL

/// One TLS connection without a socket: ciphertext in and out by hand, plaintext in and out.
///
/// It has one owner and is used from one thread at a time. After each call, send what ``drain(into:)``
/// gives; after each ``receive(_:)`` call ``handshake()`` until it is done, and from then on
/// ``read(into:)`` until it wants more.
public final class TLSConnection {
    private let raw: OpaquePointer
    /// Keeps the settings alive beside OpenSSL's own count.
    private let context: TLSContext
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer
    private var failure: TLSError?

    /// How a handshake goes.
    public enum Progress: Equatable, Sendable {
        /// More bytes of the peer are needed.
        case wantsMore
        /// Plaintext may flow.
        case done
        /// It is over; send what is pending (an alert), then close.
        case failed(TLSError)
    }

    /// How a read came out.
    public enum Read: Equatable, Sendable {
        /// So many bytes of plaintext, at least one.
        case bytes(Int)
        /// More bytes of the peer are needed.
        case wantsMore
        /// The peer said that nothing more will come.
        case closed
        /// It is over; send what is pending (an alert), then close.
        case failed(TLSError)
    }

    /// The serving end of a new connection.
    ///
    /// - Throws: ``TLSError`` when memory runs out.
    public convenience init(serving context: TLSContext) throws(TLSError) {
        precondition(context.isServer, "A client's settings cannot serve.")
        try self.init(context)
        SSL_set_accept_state(raw)
    }

    /// The calling end of a new connection, to a DNS name or an IP address written as text.
    ///
    /// A name is sent (SNI) and must be the certificate's; an address must be among its addresses.
    ///
    /// - Throws: ``TLSError`` when the host cannot be a certificate's, or memory runs out.
    public convenience init(calling host: String, with context: TLSContext) throws(TLSError) {
        precondition(!context.isServer, "A server's settings cannot call.")
        try self.init(context)
        SSL_set_connect_state(raw)
        if context.trustsSystem {
            guard let store = SystemAuthorities.store, copenssl_trust(raw, store) == 1 else {
                throw TLSError.last(.configuration, "system authorities")
            }
        }
        guard expect(host) else {
            ERR_clear_error()
            throw TLSError(kind: .configuration, reason: "no host name or address: \(host)")
        }
    }

    private init(_ context: TLSContext) throws(TLSError) {
        ERR_clear_error()
        guard let raw = SSL_new(context.raw) else { throw TLSError.last(.connection) }
        guard let incoming = BIO_new(BIO_s_mem()) else {
            SSL_free(raw)
            throw TLSError.last(.connection)
        }
        guard let outgoing = BIO_new(BIO_s_mem()) else {
            BIO_free(incoming)
            SSL_free(raw)
            throw TLSError.last(.connection)
        }
        SSL_set_bio(raw, incoming, outgoing)
        self.raw = raw
        self.context = context
        self.incoming = incoming
        self.outgoing = outgoing
    }

    // Frees the two BIOs as well: SSL_set_bio gave them away.
    deinit { SSL_free(raw) }

    /// Whether plaintext may flow.
    private var isEstablished: Bool { SSL_is_init_finished(raw) == 1 }

    /// The negotiated version, such as `TLSv1.3`.
    public var version: String { String(cString: SSL_get_version(raw)) }

    /// The protocol agreed on by ALPN, nil when there was no talk of one.
    package var applicationProtocol: String? {
        var start: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(raw, &start, &count)
        guard let start, count > 0 else { return nil }
        return String(
            decoding: UnsafeBufferPointer(start: start, count: Int(count)),
            as: UTF8.self
        )
    }

    /// Takes ciphertext that arrived; at most 1 GiB, in practice one read's worth.
    public func receive(_ ciphertext: UnsafeRawBufferPointer) {
        guard let count = Int32(exactly: ciphertext.count), count > 0 else { return }
        BIO_write(incoming, ciphertext.baseAddress, count)
    }

    /// Goes on with the handshake as far as the bytes received allow; the caller's begins with this.
    public func handshake() -> Progress {
        if let failure { return .failed(failure) }
        forgetErrors()
        let result = SSL_do_handshake(raw)
        if result == 1 { return .done }
        switch SSL_get_error(raw, result) {
        case SSL_ERROR_WANT_READ: return .wantsMore
        default: return .failed(fail(.handshake))
        }
    }

    /// Gives plaintext that has arrived whole; to be called until it wants more.
    public func read(into buffer: UnsafeMutableRawBufferPointer) -> Read {
        if let failure { return .failed(failure) }
        precondition(buffer.count > 0, "A read needs room.")
        guard mayRead else { return .wantsMore }
        forgetErrors()
        let count = SSL_read(raw, buffer.baseAddress, Int32(clamping: buffer.count))
        if count > 0 { return .bytes(Int(count)) }
        switch SSL_get_error(raw, count) {
        case SSL_ERROR_WANT_READ: return .wantsMore
        case SSL_ERROR_ZERO_RETURN: return .closed
        default: return .failed(fail(.connection))
        }
    }

    /// Whether there is anything to read, or an end to tell of: to hear from OpenSSL that there is
    /// not costs as much as a tenth of opening a record.
    private var mayRead: Bool {
        copenssl_pending(incoming) > 0 || SSL_has_pending(raw) == 1
            || SSL_get_shutdown(raw) & SSL_RECEIVED_SHUTDOWN != 0
    }

    /// Sees to it that an error is that of the call to come: the queue is the thread's, and to clear
    /// one that is empty touches all of its entries.
    private func forgetErrors() {
        if ERR_peek_error() != 0 { ERR_clear_error() }
    }

    /// Encrypts all of the plaintext into the pending output, which the caller bounds.
    ///
    /// - Throws: ``TLSError`` when the connection is over or its handshake is not.
    public func write(_ plaintext: UnsafeRawBufferPointer) throws(TLSError) {
        if let failure { throw failure }
        guard isEstablished else {
            throw TLSError(kind: .connection, reason: "written before the handshake was done")
        }
        var rest = plaintext[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            forgetErrors()
            let count = SSL_write(raw, piece.baseAddress, Int32(clamping: piece.count))
            guard count > 0 else { throw fail(.connection) }
            rest = rest.dropFirst(Int(count))
        }
    }

    /// How many bytes of ciphertext wait to be sent.
    package var pendingOutputCount: Int { copenssl_pending(outgoing) }

    /// Moves ciphertext to be sent into the buffer, in order, and tells how much; 0 when none waits.
    public func drain(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = BIO_read(outgoing, buffer.baseAddress, Int32(clamping: buffer.count))
        return Int(max(0, count))
    }

    /// Tells the peer that nothing more will come; the notice is in the pending output then.
    public func close() {
        guard failure == nil, isEstablished else { return }
        ERR_clear_error()
        SSL_shutdown(raw)
        ERR_clear_error()
    }

    /// Tells OpenSSL whose certificate to ask for.
    private func expect(_ host: String) -> Bool {
        // OpenSSL takes an empty name as no wish at all, and a zero byte as a name's end.
        guard !host.isEmpty, !host.utf8.contains(0) else { return false }
        ERR_clear_error()
        if X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(raw), host) == 1 { return true }
        SSL_set_hostflags(raw, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        return SSL_set1_host(raw, host) == 1 && copenssl_set_server_name(raw, host) == 1
    }

    /// Remembers the first failure: OpenSSL must not be asked again after it.
    private func fail(_ kind: TLSError.Kind) -> TLSError {
        let verdict = SSL_get_verify_result(raw)
        let error: TLSError
        if !context.isServer, kind == .handshake, verdict != X509_V_OK {
            let words = String(cString: X509_verify_cert_error_string(verdict))
            ERR_clear_error()
            error = TLSError(kind: .verification, reason: words)
        } else {
            error = TLSError.last(kind)
        }
        failure = error
        return error
    }
}
