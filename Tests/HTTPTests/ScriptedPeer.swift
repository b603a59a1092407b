import Foundation
import Reactor

/// A server that answers each request on a connection with the next line of a script, whatever it is.
///
/// When the script of a connection is over the connection is closed; each connection starts the script
/// that comes next, and the last one stays for all that follow.
final class ScriptedPeer: Sendable {
    let address: SocketAddress
    private let listener: Int32

    init(_ scripts: [[String]]) throws {
        let socket = try Descriptor.listen(on: SocketAddress(ip: .v4(0x7F00_0001), port: 0))
        address = socket.localAddress() ?? SocketAddress(ip: .v4(0), port: 0)
        let raw = socket.release()
        listener = raw
        _ = fcntl(raw, F_SETFL, 0)
        Thread.detachNewThread { Self.serve(raw, scripts) }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private static func serve(_ listener: Int32, _ scripts: [[String]]) {
        var number = 0
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            for answer in scripts[min(number, scripts.count - 1)] {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                guard recv(connection, &buffer, buffer.count, 0) > 0 else { break }
                let bytes = Array(answer.utf8)
                send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            }
            close(connection)
            number += 1
        }
        close(listener)
    }
}
