internal import CLinux
internal import Glibc

extension Descriptor {
    /// Reads what came over the socket, at most the buffer's size.
    public borrowing func read(into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        Self.read(raw, into: buffer)
    }

    /// Writes what fits; a peer that is gone is an error here and never a signal.
    public borrowing func write(_ bytes: UnsafeRawBufferPointer) -> Transfer {
        Self.write(raw, bytes)
    }

    /// Writes what fits of several pieces in one call, at most 16 of them.
    public borrowing func write(pieces: [UnsafeRawBufferPointer]) -> Transfer {
        Self.write(raw, pieces: pieces)
    }

    /// Reads from a socket that somebody else owns.
    public static func read(_ raw: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        guard buffer.count > 0 else { return .bytes(0) }
        let count = retrying { clinux_receive(raw, buffer.baseAddress, buffer.count) }
        if count == 0 { return .endOfStream }
        return outcome(count)
    }

    /// Writes to a socket that somebody else owns.
    public static func write(_ raw: Int32, _ bytes: UnsafeRawBufferPointer) -> Transfer {
        outcome(retrying { clinux_send(raw, bytes.baseAddress, bytes.count) })
    }

    /// Writes at most 16 pieces to a socket that somebody else owns.
    public static func write(_ raw: Int32, pieces: [UnsafeRawBufferPointer]) -> Transfer {
        withUnsafeTemporaryAllocation(of: iovec.self, capacity: 16) { vectors in
            let count = min(16, pieces.count)
            for index in 0..<count {
                let base = UnsafeMutableRawPointer(mutating: pieces[index].baseAddress)
                vectors.initializeElement(
                    at: index,
                    to: iovec(iov_base: base, iov_len: pieces[index].count)
                )
            }
            var message = msghdr()
            message.msg_iov = vectors.baseAddress
            message.msg_iovlen = count
            return outcome(retrying { sendmsg(raw, &message, Int32(MSG_NOSIGNAL)) })
        }
    }

    private static func retrying(_ call: () -> Int) -> Int {
        while true {
            let count = call()
            guard count < 0, errno == EINTR else { return count }
        }
    }

    private static func outcome(_ count: Int) -> Transfer {
        if count >= 0 { return .bytes(count) }
        return errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(code: errno)
    }
}
