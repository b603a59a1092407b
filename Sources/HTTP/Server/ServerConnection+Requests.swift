internal import Observability
internal import Wire

extension ServerConnection {
    /// Reads a head, and the body where all of it came as well; nil until more bytes came, else how
    /// many bytes that took.
    func readHead(_ bytes: Span<UInt8>) -> Int? {
        let key = partialHead == nil ? shared.heads.key(of: bytes) : nil
        if let key, let known = shared.heads.head(under: key, bytes) {
            return begin(known.received, known.study, bytes)
        }
        var parser = partialHead?.parser ?? RequestHeadParser()
        do throws(HTTPParseError) {
            guard let received = try parser.parse(bytes, limits: shared.limits) else {
                keep(parser)
                return nil
            }
            partialHead = nil
            let study = shared.handler.study(received.head)
            if let key { shared.heads.note(received, study, under: key, bytes) }
            return begin(received, study, bytes)
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

    /// Decides about a request by its head, and gives how many of the bytes it took.
    private func begin(
        _ received: ReceivedHead,
        _ study: (any HeadStudy)?,
        _ bytes: Span<UInt8>
    ) -> Int {
        flags.remove(.isFresh)
        shared.statistics.requests.add()
        let head = received.head
        guard !flags.contains(.isReserve) || shared.handler.mayUseReserve(head) else {
            refuse(HTTPParseError(503, "the server has all connections it may have"), head)
            return received.byteCount
        }
        let keepsAlive = received.keepsAlive && mayStayOpen
        switch shared.handler.admit(head, study: study, peer: peer) {
        case .refuse(let response): turnAway(received, response, keepsAlive)
        case .accept(let ticket, let bodyLimit, let timeLimit):
            if let end = received.endOfShortBody(limit: bodyLimit), end <= bytes.count {
                let body = bytes.array(received.byteCount..<end)
                answer(head, body, ticket, timeLimit, nil, keepsAlive: keepsAlive)
                return end
            }
            expectBody(received, ticket, bodyLimit, timeLimit, keepsAlive: keepsAlive)
            let bodyHasBegun = received.byteCount < bytes.count
            if case .body = phase, received.expectsContinue, !bodyHasBegun { sendContinue() }
        }
        return received.byteCount
    }

    /// Gets ready for a body that did not come whole with its head.
    private func expectBody(
        _ received: ReceivedHead,
        _ ticket: Ticket,
        _ bodyLimit: Int,
        _ timeLimit: Duration?,
        keepsAlive: Bool
    ) {
        do throws(HTTPParseError) {
            let body = try IncomingBody(
                received.body,
                encoding: received.coding,
                limit: bodyLimit,
                limits: shared.limits
            )
            expectBody(
                IncomingRequest(
                    head: received.head,
                    keepsAlive: keepsAlive,
                    ticket: ticket,
                    timeLimit: timeLimit,
                    body: body,
                    charge: BodyCharge(shared.bodies)
                )
            )
        } catch { refuse(error, received.head) }
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
        case .settled(let response, let otherwise, let decide):
            let exchange = wait(head, timeLimit, charge, keepsAlive: keepsAlive)
            exchange.answers = Exchange.Answers(response: response, otherwise: otherwise)
            settle(exchange, decide)
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

extension ReceivedHead {
    /// Where a body ends that is taken as it stands, when it came with the head: none, or one of a
    /// known length, without coding, that counts against no budget.
    fileprivate func endOfShortBody(limit: Int) -> Int? {
        guard case .length(let length) = body, coding == nil else { return nil }
        return length <= min(limit, BodyBudget.free) ? byteCount + length : nil
    }
}
