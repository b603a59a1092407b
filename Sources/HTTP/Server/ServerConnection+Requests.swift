internal import Observability
internal import Wire

extension ServerConnection {
    /// Reads a head; nil until more bytes came, else how many bytes it took.
    func readHead(_ bytes: Span<UInt8>) -> Int? {
        var parser = partialHead?.parser ?? RequestHeadParser()
        do throws(HTTPParseError) {
            guard let head = try parser.parse(bytes, limits: shared.limits) else {
                keep(parser)
                return nil
            }
            partialHead = nil
            begin(head, bodyHasBegun: head.byteCount < bytes.count)
            return head.byteCount
        } catch {
            partialHead = nil
            refuse(error, parser.headSoFar)
            return 0
        }
    }

    private func keep(_ parser: RequestHeadParser) {
        if let partialHead {
            partialHead.parser = parser
        } else {
            partialHead = PartialHead(parser)
            if !flags.contains(.isFresh) { setPhaseDeadline(shared.times.head) }
        }
    }

    /// Decides about a request by its head.
    private func begin(_ received: ReceivedHead, bodyHasBegun: Bool) {
        flags.remove(.isFresh)
        shared.statistics.requests.add()
        let head = received.head
        guard !flags.contains(.isReserve) || shared.handler.mayUseReserve(head) else {
            return refuse(HTTPParseError(503, "the server has all connections it may have"), head)
        }
        let keepsAlive = received.keepsAlive && mayStayOpen
        switch shared.handler.admit(head, peer: peer) {
        case .refuse(let response): turnAway(received, response, keepsAlive)
        case .accept(let ticket, let bodyLimit, let timeLimit):
            guard received.body != .length(0) else {
                return answer(head, [], ticket, timeLimit, nil, keepsAlive: keepsAlive)
            }
            do throws(HTTPParseError) {
                let body = try IncomingBody(
                    received.body,
                    encoding: encoding(head),
                    limit: bodyLimit,
                    limits: shared.limits
                )
                expectBody(
                    IncomingRequest(
                        head: head,
                        keepsAlive: keepsAlive,
                        ticket: ticket,
                        timeLimit: timeLimit,
                        body: body,
                        charge: BodyCharge(shared.bodies)
                    )
                )
                if received.expectsContinue, !bodyHasBegun { sendContinue() }
            } catch { refuse(error, head) }
        }
    }

    /// The content coding, all of its fields put together, so that a second one is not overlooked.
    private func encoding(_ head: HTTPRequestHead) -> String? {
        guard let first = head.fields["content-encoding"] else { return nil }
        return head.fields.occurrences(of: "content-encoding") == 1 ? first : "\(first), more"
    }

    private var mayStayOpen: Bool {
        !shared.isDraining && !flags.contains(.isReserve)
            && shared.now - birth < shared.times.connectionAge
    }

    /// Answers a request that was not admitted, and sees to it that its body is not read as another.
    ///
    /// A small body is dropped and the connection stays; a large one, or one that waits for a 100
    /// that never comes, ends it.
    private func turnAway(_ received: ReceivedHead, _ response: HTTPResponse, _ keepsAlive: Bool) {
        let head = received.head
        guard received.body != .length(0) else {
            return send(response, head, keepsAlive: keepsAlive)
        }
        let bound = 64 * 1024
        guard
            keepsAlive, !received.expectsContinue,
            let body = try? IncomingBody(
                received.body,
                encoding: nil,
                limit: bound,
                limits: shared.limits,
                isDropped: true
            )
        else { return send(response, head, keepsAlive: false) }
        send(response, head, keepsAlive: true)
        guard case .head = phase else { return }
        expectBody(
            IncomingRequest(
                head: head,
                keepsAlive: true,
                ticket: nil,
                timeLimit: nil,
                body: body,
                charge: BodyCharge(shared.bodies)
            )
        )
    }

    private func expectBody(_ request: IncomingRequest) {
        request.windowStart = shared.now
        request.lastByte = shared.now
        phase = .body(request)
        setBodyDeadline(request)
    }

    /// Reads a part of a body, and acts on the request when that was the last of it.
    func readBody(_ request: IncomingRequest, _ bytes: Span<UInt8>) -> Int {
        do throws(HTTPParseError) {
            let count = try request.body.take(bytes, limits: shared.limits)
            request.windowBytes += count
            request.lastByte = shared.now
            guard request.charge.covers(request.body.bytes.count) else {
                throw HTTPParseError(503, "too many long bodies are on their way")
            }
            guard request.body.isComplete else { return count }
            let body = try request.body.finish()
            enterHead()
            if let ticket = request.ticket {
                answer(
                    request.head,
                    body,
                    ticket,
                    request.timeLimit,
                    request.charge,
                    keepsAlive: request.keepsAlive && mayStayOpen
                )
            }
            return count
        } catch {
            if request.ticket == nil { linger() } else { refuse(error, request.head) }
            return 0
        }
    }

    private func answer(
        _ head: HTTPRequestHead,
        _ body: [UInt8],
        _ ticket: Ticket,
        _ timeLimit: Duration?,
        _ charge: BodyCharge?,
        keepsAlive: Bool
    ) {
        let request = HTTPRequest(head: head, body: body)
        switch shared.handler.respond(to: request, ticket: ticket, peer: peer) {
        case .now(let response): send(response, head, keepsAlive: keepsAlive)
        case .later(let work): start(work, wait(head, timeLimit, charge, keepsAlive: keepsAlive))
        case .told(let ask): start(ask, wait(head, timeLimit, charge, keepsAlive: keepsAlive))
        case .stream(let response, let body):
            stream(response, body, Exchange(head, keepsAlive: keepsAlive && !head.isHTTP10))
        }
    }

    /// Gets ready for an answer that takes more than this turn.
    private func wait(
        _ head: HTTPRequestHead,
        _ timeLimit: Duration?,
        _ charge: BodyCharge?,
        keepsAlive: Bool
    ) -> Exchange {
        let exchange = Exchange(head, keepsAlive: keepsAlive)
        exchange.charge = charge
        phase = .answering(exchange)
        setPhaseDeadline(timeLimit.map(ServerTimes.milliseconds) ?? shared.times.request)
        return exchange
    }
}
