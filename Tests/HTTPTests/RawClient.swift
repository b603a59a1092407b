import Glibc
import Reactor
import Wire

@testable import HTTP

/// A client that says exactly what it is told, over a blocking socket with a time-out.
final class RawClient {
    let descriptor: Int32
    private var unread: [UInt8] = []

    struct Failed: Error {
        let what: String
    }

    init(_ address: SocketAddress, receiveBuffer: Int32? = nil) throws {
        let isV6 = if case .v6 = address.ip { true } else { false }
        descriptor = socket(isV6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failed(what: "socket") }
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &timeout,
            socklen_t(MemoryLayout<timeval>.size)
        )
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4)
        }
        guard Self.connect(descriptor, address, isV6) == 0 else { throw Failed(what: "connect") }
    }

    deinit { Glibc.close(descriptor) }

    private static func connect(_ raw: Int32, _ address: SocketAddress, _ isV6: Bool) -> Int32 {
        var four = sockaddr_in()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = address.port.bigEndian
        four.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var six = sockaddr_in6()
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = address.port.bigEndian
        six.sin6_addr = in6addr_loopback
        if isV6 {
            return withUnsafePointer(to: &six) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(raw, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        }
        return withUnsafePointer(to: &four) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(raw, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Sends the bytes; what the server no longer takes is dropped.
    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// Makes the end of this client a reset.
    func resetOnClose() {
        var setting = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_LINGER,
            &setting,
            socklen_t(MemoryLayout<linger>.size)
        )
    }

    func halfClose() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// One read's worth, nil at the end of the stream; throws on a reset or after 10 s of silence.
    private func receive() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { throw Failed(what: "recv \(errno)") }
        return count == 0 ? nil : Array(buffer[..<count])
    }

    /// Everything up to and with the text.
    func read(until text: String) throws -> String {
        while !String(decoding: unread, as: UTF8.self).contains(text) {
            guard let bytes = try receive() else { throw Failed(what: "ended before \(text)") }
            unread += bytes
        }
        defer { unread = [] }
        return String(decoding: unread, as: UTF8.self)
    }

    /// Everything until the server ends the connection.
    func readToEnd() throws -> String {
        while let bytes = try receive() { unread += bytes }
        defer { unread = [] }
        return String(decoding: unread, as: UTF8.self)
    }

    /// The next whole answer, interim ones left out.
    func response(isHead: Bool = false, acceptsGzip: Bool = false) throws -> IncomingResponse {
        var parser = ResponseHeadParser(isHead: isHead)
        while true {
            let bytes = unread
            if let head = try parser.parse(bytes.span, limits: Limits()) {
                unread.removeFirst(head.byteCount)
                guard head.status >= 200 else {
                    parser = ResponseHeadParser(isHead: isHead)
                    continue
                }
                return try body(of: head, acceptsGzip)
            }
            guard let bytes = try receive() else { throw Failed(what: "ended before a head") }
            unread += bytes
        }
    }

    private func body(
        of head: ReceivedResponseHead,
        _ acceptsGzip: Bool
    ) throws -> IncomingResponse {
        let encoding = acceptsGzip ? head.fields["content-encoding"] : nil
        var body = try IncomingBody(
            head.body,
            encoding: encoding,
            limit: 100_000_000,
            limits: Limits()
        )
        while !body.isComplete {
            let arrived = unread
            let count = try body.take(arrived.span, limits: Limits())
            unread.removeFirst(count)
            if body.isComplete { break }
            guard let bytes = try receive() else {
                guard body.endsWithConnection else { throw Failed(what: "body cut short") }
                break
            }
            unread += bytes
        }
        return IncomingResponse(status: head.status, fields: head.fields, body: try body.finish())
    }
}

extension IncomingResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
