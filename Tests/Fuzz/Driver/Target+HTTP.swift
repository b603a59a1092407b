import Wire

@testable import HTTP

/// The first byte says where the others are cut in two.
private func pieces(_ bytes: [UInt8]) -> (whole: ArraySlice<UInt8>, cut: Int) {
    let whole = bytes.dropFirst()
    return (whole, whole.startIndex + whole.count * Int(bytes.first ?? 0) / 256)
}

extension Target {
    /// One request gives the same head and the same body, however it was cut.
    static let request: Run = { bytes in
        let (whole, cut) = pieces(bytes)
        let once = Request(read: [whole])
        let twice = Request(read: [whole[..<cut], whole[cut...]])
        expect(once == twice, "a request is the same however it was cut: \(once) \(twice)")
    }

    /// One answer gives the same status and the same body, however it was cut.
    static let response: Run = { bytes in
        let (whole, cut) = pieces(bytes)
        let once = Response(read: [whole])
        let twice = Response(read: [whole[..<cut], whole[cut...]])
        expect(once == twice, "an answer is the same however it was cut: \(once) \(twice)")
    }
}

/// What the server makes of a request.
private struct Request: Equatable {
    var refusal: Int?
    var path: String?
    var framing: BodyFraming?
    var keepsAlive: Bool?
    var body: [UInt8] = []
    var isComplete = false

    init(read pieces: [ArraySlice<UInt8>]) {
        do throws(HTTPParseError) {
            try read(pieces)
        } catch {
            self = Request(refusal: error.status)
        }
    }

    private init(refusal: Int) { self.refusal = refusal }

    private mutating func read(_ pieces: [ArraySlice<UInt8>]) throws(HTTPParseError) {
        let limits = Limits()
        var parser = RequestHeadParser()
        var decoder: BodyDecoder?
        var waiting: [UInt8] = []
        for piece in pieces {
            waiting += piece
            if decoder == nil, let head = try parser.parse(waiting.span, limits: limits) {
                (path, framing, keepsAlive) = (head.head.path, head.body, head.keepsAlive)
                waiting.removeFirst(head.byteCount)
                decoder = try BodyDecoder(head.body, limit: 4096)
            }
            guard decoder != nil else { continue }
            let used = try decoder?.decode(waiting.span, limits: limits, into: &body) ?? 0
            waiting.removeFirst(used)
            isComplete = decoder?.isComplete ?? false
            if isComplete { return }
        }
    }
}

/// What the client makes of an answer.
private struct Response: Equatable {
    var isRefused = false
    var status: Int?
    var body: [UInt8] = []
    var keepsAlive = false

    init(read pieces: [ArraySlice<UInt8>]) {
        var reader = ResponseReader(
            isHead: false,
            acceptsGzip: true,
            limit: 65_536,
            limits: Limits()
        )
        do throws(HTTPParseError) {
            for piece in pieces { try reader.take(Array(piece).span) }
            try reader.finishInput()
        } catch {
            isRefused = true
            return
        }
        status = reader.response?.status
        body = reader.response?.body ?? []
        keepsAlive = reader.keepsAlive
    }
}
