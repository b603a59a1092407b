import TestSupport
import Testing

@testable import TLS

@Suite("TLS in memory", .enabled(if: TestCertificate.isAvailable, "the openssl command is missing"))
struct TLSTests {
    let certificate: TestCertificate
    let server: TLSContext
    let client: TLSContext

    init() throws {
        certificate = try TestCertificate()
        server = try TLSContext(
            certificateChainFile: certificate.certificateFile,
            keyFile: certificate.keyFile
        )
        client = try TLSContext(clientTrusting: certificate.certificateFile)
    }

    @Test(
        "shakes hands and carries bytes both ways, however they are cut",
        arguments: [1, 7, 1000, 65_536]
    )
    func conversation(piece: Int) throws {
        let pair = try Pair(server, client, "server.example")
        #expect(try pair.shakeHands(piece: piece) == [.done, .done])
        #expect(pair.server.version == "TLSv1.3")
        #expect(pair.server.applicationProtocol == "http/1.1")
        #expect(pair.client.applicationProtocol == "http/1.1")
        let question = Array("a question".utf8)
        let answer = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try question.withUnsafeBytes { try pair.client.write($0) }
        #expect(pair.pass(from: pair.client, to: pair.server, piece: piece) == question)
        try answer.withUnsafeBytes { try pair.server.write($0) }
        #expect(pair.server.pendingOutputCount > answer.count)
        #expect(pair.pass(from: pair.server, to: pair.client, piece: piece) == answer)
        #expect(pair.server.pendingOutputCount == 0)
    }

    @Test("tells the peer when nothing more will come")
    func close() throws {
        let pair = try Pair(server, client, "127.0.0.1")
        #expect(try pair.shakeHands() == [.done, .done])
        pair.client.close()
        #expect(pair.pass(from: pair.client, to: pair.server).isEmpty)
        var room = [UInt8](repeating: 0, count: 10)
        #expect(room.withUnsafeMutableBytes { pair.server.read(into: $0) } == .closed)
    }

    @Test(
        "trusts no certificate for another name",
        arguments: ["other.example", "127.0.0.2", "example", "sub.server.example"]
    )
    func wrongName(host: String) throws {
        let pair = try Pair(server, client, host)
        guard case .failed(let error)? = try pair.shakeHands().first else {
            Issue.record("the handshake went through")
            return
        }
        #expect(error.kind == .verification)
        #expect(error.reason.contains("mismatch"))
    }

    @Test("calls nobody without a name", arguments: ["", "server.example\0.evil"])
    func badName(host: String) {
        #expect(throws: TLSError.self) { try TLSConnection(calling: host, with: client) }
    }

    @Test("trusts no certificate of an unknown authority")
    func unknownAuthority() throws {
        let pair = try Pair(server, try TLSContext(), "server.example")
        guard case .failed(let error)? = try pair.shakeHands().first else {
            Issue.record("the handshake went through")
            return
        }
        #expect(error.kind == .verification)
        #expect(error.reason.contains("self-signed") || error.reason.contains("self signed"))
    }

    @Test("answers noise with an alert and stays failed")
    func noise() throws {
        let connection = try TLSConnection(serving: server)
        Array("GET / HTTP/1.1\r\n\r\n".utf8).withUnsafeBytes { connection.receive($0) }
        guard case .failed(let error) = connection.handshake() else {
            Issue.record("noise was taken for TLS")
            return
        }
        #expect(error.kind == .handshake)
        #expect(connection.handshake() == .failed(error))
        #expect(throws: error) { try [1].withUnsafeBytes { try connection.write($0) } }
        connection.close()
    }

    @Test("writes nothing before the handshake is done")
    func early() throws {
        let connection = try TLSConnection(serving: server)
        #expect(throws: TLSError.self) { try [1].withUnsafeBytes { try connection.write($0) } }
        #expect(connection.pendingOutputCount == 0)
    }

    @Test("names the file that cannot be used")
    func badFiles() {
        let good = certificate.certificateFile
        for (chain, key, named) in [
            (certificate.noiseFile, certificate.keyFile, certificate.noiseFile),
            (good, certificate.noiseFile, certificate.noiseFile),
            ("/nonexistent.pem", certificate.keyFile, "/nonexistent.pem"),
        ] {
            let error = #expect(throws: TLSError.self) {
                try TLSContext(certificateChainFile: chain, keyFile: key)
            }
            #expect(error?.kind == .configuration)
            #expect(error?.reason.contains(named) == true)
        }
        #expect(throws: TLSError.self) { try TLSContext(clientTrusting: certificate.noiseFile) }
    }

    @Test("refuses a key that is another certificate's")
    func foreignKey() throws {
        let other = try TestCertificate()
        let error = #expect(throws: TLSError.self) {
            try TLSContext(
                certificateChainFile: certificate.certificateFile,
                keyFile: other.keyFile
            )
        }
        #expect(error?.kind == .configuration)
    }
}

/// A client and a server with a wire of arrays between them.
private struct Pair {
    let server: TLSConnection
    let client: TLSConnection

    init(_ server: TLSContext, _ client: TLSContext, _ host: String) throws {
        self.server = try TLSConnection(serving: server)
        self.client = try TLSConnection(calling: host, with: client)
    }

    /// Goes on until both are done or one has failed; the client's progress comes first.
    func shakeHands(piece: Int = 65_536) throws -> [TLSConnection.Progress] {
        var progress: [TLSConnection.Progress] = []
        for _ in 0..<10 {
            progress = [client.handshake()]
            carry(from: client, to: server, piece: piece) { _ = server.handshake() }
            progress.append(server.handshake())
            carry(from: server, to: client, piece: piece) { _ = client.handshake() }
            if !progress.contains(.wantsMore) { break }
        }
        return progress
    }

    /// Sends what one end has pending and reads all that the other makes of it.
    func pass(from sender: TLSConnection, to receiver: TLSConnection, piece: Int = 999) -> [UInt8] {
        var heard: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 4096)
        carry(from: sender, to: receiver, piece: piece) {
            while case .bytes(let count) = room.withUnsafeMutableBytes({ receiver.read(into: $0) })
            {
                heard += room.prefix(count)
            }
        }
        return heard
    }

    private func carry(
        from sender: TLSConnection,
        to receiver: TLSConnection,
        piece: Int,
        each: () -> Void
    ) {
        var room = [UInt8](repeating: 0, count: piece)
        while true {
            let count = room.withUnsafeMutableBytes { sender.drain(into: $0) }
            guard count > 0 else { return }
            room.withUnsafeBytes {
                receiver.receive(UnsafeRawBufferPointer(rebasing: $0[..<count]))
            }
            each()
        }
    }
}
