internal import Canonical
internal import DialectKit
public import HTTP
public import Reactor
internal import Upstreams
public import Wire

/// The gateway as the HTTP server's handler.
extension Gateway: HTTPHandler {
    /// See ``HTTPHandler/study(_:)``.
    public func study(_ head: HTTPRequestHead) -> (any HeadStudy)? { read(head) }

    /// See ``HTTPHandler/admit(_:peer:)``.
    public func admit(_ head: HTTPRequestHead, peer: SocketAddress) -> Admission {
        admit(head, study: nil, peer: peer)
    }

    /// See ``HTTPHandler/admit(_:study:peer:)``.
    public func admit(
        _ head: HTTPRequestHead,
        study: (any HeadStudy)?,
        peer: SocketAddress
    ) -> Admission {
        switch judge(head, study as? HeadReading ?? read(head)) {
        case .call(let call): .accept(Ticket(call), bodyLimit: bodyLimit(call))
        case .admitted(let admitted):
            .accept(Ticket(admitted), bodyLimit: admitted.bodyLimitBytes)
        case .refused(let response): .refuse(response)
        }
    }

    /// See ``HTTPHandler/respond(to:ticket:peer:)``.
    public func respond(
        to request: HTTPRequest,
        ticket: Ticket,
        peer: SocketAddress
    ) -> HTTPAnswer {
        if let call = ticket.content as? DialectCall {
            return stream(request, call) ?? HTTPAnswer(answer(request, call))
        }
        guard let admitted = ticket.content as? Admitted else {
            return .now(refusal(status: 500, reason: "Internal error", head: request.head))
        }
        return HTTPAnswer(answer(request, admitted))
    }

    /// See ``HTTPHandler/refuse(status:reason:head:)``.
    public func refuse(status: Int, reason: String, head: HTTPRequestHead?) -> HTTPResponse {
        refusal(status: status, reason: reason, head: head)
    }

    /// Health and the control API are answered under full load; what upstreams tell comes again, and
    /// they fetch again what they did not get.
    public func mayUseReserve(_ head: HTTPRequestHead) -> Bool {
        head.path.hasPrefix("/_sotaque/") && !head.path.hasPrefix(HTTPUpstreams.hookPath)
            && !head.path.hasPrefix(ShareShelf.path)
    }
}

extension HTTPAnswer {
    /// Takes an answer at once, waits for it, or has it wait for its commit.
    fileprivate init(_ answer: consuming Answer<HTTPResponse>) {
        switch consume answer {
        case .now(let response): self = .now(response)
        case .later(let wait): self = .later(wait)
        case .after(let gate, let response, let otherwise):
            self = .settled(response, otherwise: otherwise) { gate.whenDecided($0) }
        }
    }
}
