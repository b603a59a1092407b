import Foundation
import Reactor

/// A server that answers with given bytes, whatever they are, and then closes the connection.
final class RawReceiver: Sendable {
    let url: String

    /// Answers every request on a connection of its own.
    convenience init(_ answer: String) throws { try self.init([[answer]]) }

    /// Answers the requests of each connection as its script says; the last one stays for the rest.
    init(_ scripts: [[String]]) throws {
        let socket = try Descriptor.listen(on: SocketAddress(ip: .v4(0x7F00_0001), port: 0))
        url = "http://127.0.0.1:\(socket.localAddress()?.port ?? 0)/hook"
        let raw = socket.release()
        _ = fcntl(raw, F_SETFL, 0)
        // The thread serves until the process ends: a test leaves nothing that counts.
        Thread.detachNewThread { Self.serve(raw, scripts.map { $0.map { Array($0.utf8) } }) }
    }

    private static func serve(_ listener: Int32, _ scripts: [[[UInt8]]]) {
        var number = 0
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            for answer in scripts[min(number, scripts.count - 1)] {
                guard recv(connection, &buffer, buffer.count, 0) > 0 else { break }
                if !answer.isEmpty { send(connection, answer, answer.count, Int32(MSG_NOSIGNAL)) }
            }
            shutdown(connection, Int32(SHUT_WR))
            while recv(connection, &buffer, buffer.count, 0) > 0 {}
            close(connection)
            number += 1
        }
    }
}
