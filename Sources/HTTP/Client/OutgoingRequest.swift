public import Reactor
public import TLS
public import Wire

/// A request to somebody else's server, built from canonical values and never from client bytes.
public struct OutgoingRequest: Sendable {
    /// The method; CONNECT and TRACE are never sent.
    public var method: HTTPMethod
    /// Where it goes.
    public var url: TargetURL
    /// Who decides which addresses may be called; nil only for targets that operators set.
    public var judge: AddressJudge?
    /// Fields besides those of the framing (`Host`, `Content-Length`, `Connection` and so on).
    public var fields: [HTTPField] = []
    /// The body's bytes.
    public var body: [UInt8] = []
    /// The longest body that is taken, also after inflating.
    public var responseLimit = 1024 * 1024
    /// Whether a longer body is cut there, instead of being an error.
    ///
    /// Then a body that breaks off, breaks a rule or does not come in time is none either: the answer
    /// is its head and what came.
    public var cutsResponse = false
    /// Whether the receiver knows a repeated request by an id in it, whatever the method.
    ///
    /// Then one that went out on a kept connection, which ended without a byte, is sent once more.
    public var isRepeatable = false
    /// Whether it goes out once at the most, even with a method that may be repeated.
    ///
    /// A connection that took it and then ended without a byte is told of as it is then.
    public var isSentOnce = false
    /// Whether the answer may come as gzip.
    public var acceptsGzip = false
    /// How long each phase may take.
    public var timeouts = ClientTimeouts()
    /// Authorities other than the client's, for an upstream with its own.
    public var tls: TLSContext?

    /// Makes a request without fields or body.
    public init(_ method: HTTPMethod, _ url: TargetURL, judge: AddressJudge?) {
        self.method = method
        self.url = url
        self.judge = judge
    }

    /// Whether it may be sent again although it may have been read before (RFC 9110 section 9.2.2).
    var mayRepeat: Bool {
        !isSentOnce
            && (isRepeatable || [.get, .head, .put, .delete, .options].contains(method))
    }

    /// The request as it goes on the wire.
    func serialized() -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(512 + body.count)
        out.append(contentsOf: method.rawValue.utf8)
        out.append(" ")
        out.append(contentsOf: url.requestTarget.utf8)
        out.append(" HTTP/1.1\r\nHost: ")
        out.append(contentsOf: url.hostField.utf8)
        out.append("\r\n")
        for field in fields where !Self.isFraming(field.name) {
            out.append(contentsOf: field.name.utf8)
            out.append(": ")
            out.append(contentsOf: field.value.utf8)
            out.append("\r\n")
        }
        if acceptsGzip { out.append("Accept-Encoding: gzip\r\n") }
        if !body.isEmpty || [.post, .put, .patch].contains(method) {
            out.append("Content-Length: ")
            out.append(decimal: body.count)
            out.append("\r\n")
        }
        out.append("\r\n")
        out.append(contentsOf: body)
        return out
    }

    /// Whether a field belongs to the client itself.
    private static func isFraming(_ name: String) -> Bool {
        let bytes = name.utf8Span.span
        let all = 0..<bytes.count
        switch all.count {
        case 2: return bytes.matches("te", in: all)
        case 4: return bytes.matches("host", in: all)
        case 6: return bytes.matches("expect", in: all)
        case 7: return bytes.matches("upgrade", in: all) || bytes.matches("trailer", in: all)
        case 10: return bytes.matches("connection", in: all) || bytes.matches("keep-alive", in: all)
        case 14: return bytes.matches("content-length", in: all)
        case 15: return bytes.matches("accept-encoding", in: all)
        case 17: return bytes.matches("transfer-encoding", in: all)
        default: return false
        }
    }
}
