internal import CLinux
internal import Glibc

/// How an attempt to accept a connection came out.
public enum Accepted: ~Copyable {
    /// A connection that does not block, and who is at its other end.
    case connection(Descriptor, peer: SocketAddress)
    /// Nobody is waiting.
    case wouldBlock
    /// The peer gave up while it waited: try the next one.
    case aborted
    /// No descriptor is left (EMFILE, ENFILE) or the kernel is out of memory: shed load, back off.
    case exhausted
    /// The listener is broken.
    case failed(code: Int32)
}

extension Descriptor {
    /// Listens for TCP connections on an address; port 0 lets the system choose.
    ///
    /// With `reusePort` several loops can each have their own listener on one port. IPv6 listeners
    /// take IPv6 only. The descriptor does not block.
    ///
    /// - Throws: ``ReactorError`` naming the call that failed, such as `bind`.
    public static func listen(
        on address: SocketAddress,
        backlog: Int32 = 1024,
        reusePort: Bool = false
    ) throws(ReactorError) -> Descriptor {
        let socket = try Descriptor.stream(for: address)
        try socket.set(SOL_SOCKET, SO_REUSEADDR, 1)
        if reusePort { try socket.set(SOL_SOCKET, SO_REUSEPORT, 1) }
        if case .v6 = address.ip { try socket.set(Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1) }
        guard address.withSocketAddress({ bind(socket.raw, $0, $1) }) == 0 else {
            throw ReactorError.last("bind")
        }
        guard Glibc.listen(socket.raw, backlog) == 0 else { throw ReactorError.last("listen") }
        return socket
    }

    /// Accepts one connection of a listener; it does not block, has no delay and dies with exec.
    public borrowing func accept() -> Accepted {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = clinux_accept(raw, &storage, &length)
        guard result >= 0 else { return Self.accepted(failure: errno) }
        let connection = Descriptor(owning: result)
        guard let peer = SocketAddress(storage) else { return .aborted }
        connection.setNoDelay()
        return .connection(connection, peer: peer)
    }

    /// Begins to connect: the socket is writable when it is done, and ``connectError()`` tells how.
    ///
    /// - Throws: ``ReactorError`` when the attempt fails at once.
    public static func connect(to address: SocketAddress) throws(ReactorError) -> Descriptor {
        let socket = try Descriptor.stream(for: address)
        socket.setNoDelay()
        let result = address.withSocketAddress { Glibc.connect(socket.raw, $0, $1) }
        guard result == 0 || errno == EINPROGRESS || errno == EINTR else {
            throw ReactorError.last("connect")
        }
        return socket
    }

    /// The error an attempt to connect ended with, read once; nil is success.
    public borrowing func connectError() -> ReactorError? {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(raw, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else {
            return ReactorError.last("getsockopt")
        }
        return code == 0 ? nil : ReactorError(operation: "connect", code: code)
    }

    /// The socket's own address, nil when it has none.
    public borrowing func localAddress() -> SocketAddress? {
        var storage = sockaddr_storage()
        return name(&storage, getsockname) ? SocketAddress(storage) : nil
    }

    /// The address at the other end, nil when there is none (any more).
    public borrowing func peerAddress() -> SocketAddress? {
        var storage = sockaddr_storage()
        return name(&storage, getpeername) ? SocketAddress(storage) : nil
    }

    /// Sends small writes at once (TCP_NODELAY); of no consequence on a socket that is gone.
    private borrowing func setNoDelay() {
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(raw, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
    }

    /// Acknowledges what came so far at once (TCP_QUICKACK), until the kernel thinks otherwise.
    ///
    /// A peer that writes an answer in two pieces with Nagle's algorithm keeps the second until the
    /// first is acknowledged: 40 ms a request.
    public borrowing func acknowledgeNow() {
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(raw, Int32(IPPROTO_TCP), TCP_QUICKACK, &on, size)
    }

    /// Makes closing send a reset at once instead of waiting for the peer.
    public borrowing func setResetOnClose() {
        var setting = linger(l_onoff: 1, l_linger: 0)
        setsockopt(raw, SOL_SOCKET, SO_LINGER, &setting, socklen_t(MemoryLayout<linger>.size))
    }

    /// Ends the stream to the peer while reading goes on.
    public borrowing func shutdownWriting() { _ = shutdown(raw, Int32(SHUT_WR)) }

    private static func stream(for address: SocketAddress) throws(ReactorError) -> Descriptor {
        let flags = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        return try Descriptor(checking: socket(address.family, Int32(flags), 0), "socket")
    }

    private borrowing func set(
        _ level: Int32,
        _ option: Int32,
        _ value: Int32
    ) throws(ReactorError) {
        var value = value
        let size = socklen_t(MemoryLayout<Int32>.size)
        guard setsockopt(raw, level, option, &value, size) == 0 else {
            throw ReactorError.last("setsockopt")
        }
    }

    private borrowing func name(
        _ storage: inout sockaddr_storage,
        _ call: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> Bool {
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { call(raw, $0, &length) }
        } == 0
    }

    private static func accepted(failure code: Int32) -> Accepted {
        switch code {
        case EAGAIN, EWOULDBLOCK: .wouldBlock
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: .exhausted
        // accept(2): errors of the network that are already pending on the new socket.
        case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH,
            EOPNOTSUPP, ENETUNREACH, EPERM:
            .aborted
        default: .failed(code: code)
        }
    }
}
