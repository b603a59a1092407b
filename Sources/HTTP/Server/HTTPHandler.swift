public import Reactor
public import Wire

/// What a server serves: who may send what, and what is answered.
///
/// All of them are called on the connection's loop, so they must not block. A class, so that calling
/// one costs no copy of it.
public protocol HTTPHandler: AnyObject, Sendable {
    /// Says what follows from a head alone, whenever it comes and whoever sends it.
    ///
    /// The server remembers it with the head's bytes, and hands it to ``admit(_:study:peer:)`` with
    /// every head of the same bytes.
    func study(_ head: HTTPRequestHead) -> (any HeadStudy)?

    /// Decides about a request by its head, before a byte of its body is read or a 100 is sent.
    func admit(_ head: HTTPRequestHead, peer: SocketAddress) -> Admission

    /// The same for a head of which it is known what follows from it alone.
    func admit(
        _ head: HTTPRequestHead,
        study: (any HeadStudy)?,
        peer: SocketAddress
    ) -> Admission

    /// Answers a whole request that was admitted.
    func respond(to request: HTTPRequest, ticket: Ticket, peer: SocketAddress) -> HTTPAnswer

    /// Words the answer to a request that broke framing, a limit or a time-out.
    ///
    /// The status is the server's and stays whatever the answer says; the head is there as far as
    /// it was understood, so that the words can be those of a dialect.
    func refuse(status: Int, reason: String, head: HTTPRequestHead?) -> HTTPResponse

    /// Whether a request may be answered although the server has all connections it may have.
    func mayUseReserve(_ head: HTTPRequestHead) -> Bool
}

/// What a handler found out about a head that holds for every head of the same bytes.
public protocol HeadStudy: AnyObject, Sendable {}

extension HTTPHandler {
    /// Nothing, unless the handler knows better.
    public func study(_ head: HTTPRequestHead) -> (any HeadStudy)? { nil }

    /// Decides by the head, unless the handler studies heads.
    public func admit(
        _ head: HTTPRequestHead,
        study: (any HeadStudy)?,
        peer: SocketAddress
    ) -> Admission {
        admit(head, peer: peer)
    }

    /// Nothing may use the reserve, unless the handler knows better.
    public func mayUseReserve(_ head: HTTPRequestHead) -> Bool { false }
}

/// What the handler found out about a request by its head, given back to it with the body.
public struct Ticket: Sendable {
    /// The handler's own object, nil when it found nothing out.
    public let content: (any AnyObject & Sendable)?

    /// Wraps the handler's own object.
    public init(_ content: (any AnyObject & Sendable)? = nil) { self.content = content }
}

/// What becomes of a request by its head.
public enum Admission: Sendable {
    /// The body is read, up to so many bytes as sent and as inflated.
    ///
    /// `timeLimit` replaces the time a request may take inside, for routes that wait.
    case accept(Ticket, bodyLimit: Int, timeLimit: Duration? = nil)
    /// The answer is sent at once and the body is dropped, with the connection if it is large.
    case refuse(HTTPResponse)
}

/// How a request is answered.
public enum HTTPAnswer: Sendable {
    /// With this, in the same turn of the loop.
    case now(HTTPResponse)
    /// With what the task gives; it runs on the connection's loop and is cancelled when late.
    case later(@Sendable () async -> HTTPResponse)
    /// One of two answers, sent once it is decided which.
    ///
    /// The response goes out if what `decide` waits for went well, else what `otherwise` gives.
    /// `decide` is called once and says so once, on any thread; no task runs meanwhile.
    case settled(
        HTTPResponse,
        otherwise: @Sendable () -> HTTPResponse,
        decide: @Sendable (_ decided: @escaping @Sendable (_ wentWell: Bool) -> Void) -> Void
    )
    /// With this head, whose body is ignored, and a body in pieces.
    case stream(HTTPResponse, HTTPBodyStream)
}
