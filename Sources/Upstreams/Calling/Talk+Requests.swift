internal import Canonical
internal import DialectKit
internal import HTTP
internal import Reactor
internal import Wire

extension Talk {
    /// An answer, and what must be told of its end.
    private struct Heard {
        let reply: UpstreamReply
        let permit: Circuits.Permit
    }

    /// Sends a request, again where that is safe and worth it, and gives what its answer leads to.
    mutating func ask<Outcome>(
        _ request: UpstreamRequest,
        _ then: (UpstreamReply) throws(CommandFailure) -> Conversation<Outcome>
    ) async throws(Ending) -> Conversation<Outcome> {
        var outgoing = try outgoing(request)
        var retries = 0
        while true {
            let isTouchedBefore = isTouched
            switch await send(&outgoing, request.effect) {
            case .success(let heard):
                do throws(CommandFailure) { return try take(heard, then) } catch {
                    let mayPass = request.effect == .safe && heard.reply.mayPass
                    guard mayPass, error.code.leavesOpen, await mayRepeat(after: retries) else {
                        throw said(error, isTouchedBefore: isTouchedBefore)
                    }
                }
            case .failure(let fault):
                guard isRepeatable(request, fault), await mayRepeat(after: retries) else {
                    throw end(fault)
                }
            }
            retries += 1
        }
    }

    private mutating func send(
        _ outgoing: inout OutgoingRequest,
        _ effect: UpstreamRequest.Effect
    ) async -> Result<Heard, Fault> {
        let left = deadline - clock.now()
        guard left > 0 else { return .failure(.late) }
        guard !Task.isCancelled else { return .failure(.cancelled) }
        let permit: Circuits.Permit
        do throws(Fault) { permit = try line.begin(instance) } catch { return .failure(error) }
        outgoing.timeouts.total = .milliseconds(left)
        do throws(HTTPClientError) {
            let answer = try await client.send(outgoing)
            if effect == .once { isTouched = true }
            return .success(Heard(reply: UpstreamReply(answer), permit: permit))
        } catch {
            if effect == .once, !error.neverReached { isTouched = true }
            if case .cancelled = error {
                line.abandoned(permit)
            } else {
                line.ended(permit, error.neverReached ? .unreachable : .failed)
            }
            return .failure(.network(error))
        }
    }

    /// Hands an answer on; the upstream is down where its error is none of the vendor's own.
    private func take<Outcome>(
        _ heard: Heard,
        _ then: (UpstreamReply) throws(CommandFailure) -> Conversation<Outcome>
    ) throws(CommandFailure) -> Conversation<Outcome> {
        do throws(CommandFailure) {
            let next = try then(heard.reply)
            line.ended(heard.permit, .answered)
            return next
        } catch {
            let isDown = heard.reply.status >= 500 && error.code.leavesOpen
            line.ended(heard.permit, isDown ? .failed : .answered)
            throw error
        }
    }

    /// The request as the client takes it.
    ///
    /// Never inlined: what it holds for a moment would lie in the frame of a task that waits.
    @inline(never)
    private func outgoing(_ request: UpstreamRequest) throws(Ending) -> OutgoingRequest {
        guard let url = try? line.base.appending(request.target) else {
            let failure = CommandFailure(.unavailable, "The upstream's URL cannot be used")
            throw Ending(isTouched ? .unknown : .neverReached, failure, cause: "url")
        }
        var outgoing = OutgoingRequest(request.method, url, judge: nil)
        if let userAgent = options.userAgent {
            outgoing.fields.append(HTTPField(safe: "User-Agent", userAgent))
        }
        if let body = request.body {
            outgoing.fields.append(HTTPField("Content-Type", body.mediaType))
            outgoing.body = body.bytes
        }
        outgoing.fields += request.fields
        outgoing.responseLimit = options.answerBytes
        outgoing.acceptsGzip = true
        outgoing.isRepeatable = request.effect == .safe
        outgoing.isSentOnce = request.effect == .once
        outgoing.timeouts = timeouts
        outgoing.tls = line.tls
        return outgoing
    }
}

// MARK: - Repetition

extension Talk {
    /// Whether a request without an answer may go out again.
    private mutating func isRepeatable(_ request: UpstreamRequest, _ fault: Fault) -> Bool {
        guard fault.isPassing else { return false }
        if fault.neverReached || request.effect == .safe { return true }
        guard let reference, clock.now() < reference.until, request.carries(reference.text)
        else { return false }
        self.reference = nil
        return true
    }

    /// Pays for a repetition and waits for it; false when it is not worth it.
    private func mayRepeat(after retries: Int) async -> Bool {
        guard retries < options.retries, line.spendRetry() else { return false }
        let longest = Double(options.retryDelayMilliseconds << retries)
        let delay = Int(longest * min(max(options.luck(), 0), 1))
        guard delay < deadline - clock.now() else { return false }
        return (try? await clock.sleep(delay)) != nil
    }
}

// MARK: - Ends

extension Talk {
    /// The end of a conversation whose request has no answer.
    func end(_ fault: Fault) -> Ending {
        Ending(isTouched ? .unknown : .neverReached, fault.failure, cause: fault.name)
    }

    /// The end of a conversation that the dialect ended with a failure.
    ///
    /// A failure after something else was sent does not undo that.
    func said(_ failure: CommandFailure, isTouchedBefore: Bool) -> Ending {
        let kind: Ending.Kind =
            switch (failure.code.leavesOpen, isTouched) {
            case _ where isSend && isTouchedBefore: .unknown
            case (true, true): .unknown
            case (true, false): .neverReached
            case (false, _): .refused
            }
        return Ending(kind, failure, cause: "answer")
    }
}

extension UpstreamReply {
    fileprivate init(_ answer: IncomingResponse) {
        self.init(status: answer.status, head: answer.fields, body: answer.body)
    }

    /// Whether it is a gateway's word that the same request may go well soon.
    fileprivate var mayPass: Bool {
        (502...504).contains(status)
            && head.occurrences(of: "Retry-After") == 0
    }
}

extension UpstreamRequest {
    /// Whether the text is in it as it is.
    func carries(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first else { return false }
        if target.contains(text) || fields.contains(where: { $0.value.contains(text) }) {
            return true
        }
        guard let bytes = body?.bytes, bytes.count >= wanted.count else { return false }
        return bytes.indices.dropLast(wanted.count - 1).contains {
            bytes[$0] == first && bytes[$0...].starts(with: wanted)
        }
    }
}
