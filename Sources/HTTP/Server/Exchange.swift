internal import Wire

/// One request whose answer takes more than a turn of the loop.
final class Exchange {
    let head: HTTPRequestHead
    let keepsAlive: Bool
    /// The work that makes the answer, cancelled when nobody waits for it any more.
    var task: Task<Void, Never>?
    /// The answers of which one is given, until it is decided which.
    var answers: Answers?
    /// Who waits for the client to read, so that the next piece of a stream can go out.
    var waitingWriter: CheckedContinuation<Bool, Never>?
    /// Whether the head of a streamed answer went out: then no other answer can be given.
    var isStreaming = false
    /// The answer's place among the streams, held until its end.
    var place: StreamPlace?
    /// What the body takes of the budget until the answer is there.
    var charge: BodyCharge?

    /// The answer for what went well, and the other one.
    struct Answers {
        let response: HTTPResponse
        let otherwise: @Sendable () -> HTTPResponse
    }

    init(_ head: HTTPRequestHead, keepsAlive: Bool) {
        self.head = head
        self.keepsAlive = keepsAlive
    }
}

/// A request whose head was taken and whose body is still arriving.
final class IncomingRequest {
    let head: HTTPRequestHead
    let keepsAlive: Bool
    /// What the handler made of the head; nil when the body is dropped and never answered.
    let ticket: Ticket?
    let timeLimit: Duration?
    var body: IncomingBody
    let charge: BodyCharge
    /// When the present window of the speed check began, and what came in it.
    var windowStart: Int = 0
    var windowBytes = 0
    var lastByte: Int = 0

    init(
        head: HTTPRequestHead,
        keepsAlive: Bool,
        ticket: Ticket?,
        timeLimit: Duration?,
        body: consuming IncomingBody,
        charge: BodyCharge
    ) {
        self.head = head
        self.keepsAlive = keepsAlive
        self.ticket = ticket
        self.timeLimit = timeLimit
        self.body = body
        self.charge = charge
    }
}
