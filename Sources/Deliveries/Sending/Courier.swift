internal import Canonical
internal import DialectKit
internal import Engine
internal import HTTP
internal import Observability
internal import Reactor
internal import Wire

/// Makes one attempt at a delivery: renders, signs, sends and judges.
struct Courier: Sendable {
    let source: any DeliverySource
    let speech: [DialectID: EventSpeech]
    let views: EventViews
    let client: HTTPClient
    let terms: DeliveryTerms
    let options: DeliveryOptions
    let metrics: DeliveryMetrics

    /// Tells the endpoint of the event in all the requests that its dialect makes of it, in order,
    /// up to the first failure; to be called on a loop.
    ///
    /// An attempt after a failure begins with the first request again.
    func deliver(_ due: DueDelivery) async -> Ending {
        guard let endpoint = source.endpoint(due.delivery.endpoint) else {
            return unsent(due, .dead, .endpointRemoved)
        }
        if let refusal = refusal(endpoint, due) { return refusal }
        guard let speech = speech[endpoint.dialect] else {
            return unsent(due, .dead, .dialectUnknown)
        }
        guard
            let view = views.view(
                of: due.event,
                message: due.message,
                baseURL: endpoint.baseURL
            )
        else { return unsent(due, .dead, .instanceRemoved) }
        let outgoing = speech.render(view, endpoint)
        guard !outgoing.isEmpty else {
            metrics.skipped(due.event.payload, in: endpoint.dialect)
            return unsent(due, .skipped)
        }
        return await send(outgoing, due, endpoint, speech)
    }

    /// What becomes of a delivery to an endpoint that was switched off; nil for one that was not.
    ///
    /// What the gateway switched off itself leaves dead letters, which can be replayed. What a client
    /// switched off it does not want.
    private func refusal(_ endpoint: WebhookEndpoint, _ due: DueDelivery) -> Ending? {
        guard !endpoint.isEnabled else { return nil }
        if endpoint.disabledReason != nil { return unsent(due, .dead, .endpointDisabled) }
        return unsent(due, .skipped)
    }

    private func send(
        _ outgoing: [OutgoingEvent],
        _ due: DueDelivery,
        _ endpoint: WebhookEndpoint,
        _ speech: EventSpeech
    ) async -> Ending {
        let schedule = options.override ?? speech.retries ?? options.retries
        metrics.attempts.add()
        var taken = Verdict.cancelled
        for (index, event) in outgoing.enumerated() {
            // Receivers that know repetitions by this id must not take the second for the first.
            let id = index == 0 ? event.eventID : "\(event.eventID)-\(index + 1)"
            let verdict: Verdict
            do throws(TargetURLError) {
                let request = try DeliveryRequest(
                    to: endpoint,
                    speech,
                    event,
                    id: id,
                    policy: terms.policy
                )
                verdict = await attempt(request, schedule.attemptTimeoutMilliseconds)
            } catch { return unsent(due, .dead, .url) }
            guard case .taken = verdict else { return ended(due, verdict, event, schedule) }
            taken = verdict
        }
        return ended(due, taken, outgoing[0], schedule)
    }

    private func attempt(_ request: DeliveryRequest, _ timeoutMilliseconds: Int) async -> Verdict {
        let dated = request.dated(
            options.now(),
            terms,
            timeoutMilliseconds: timeoutMilliseconds
        )
        do throws(HTTPClientError) {
            let answer = try await client.send(dated)
            return Verdict(
                status: answer.status,
                retryAfter: answer.fields["retry-after"],
                at: options.now()
            )
        } catch { return Verdict(error) }
    }
}

extension Courier {
    /// Makes a result out of a verdict, with the request that decided.
    private func ended(
        _ due: DueDelivery,
        _ verdict: Verdict,
        _ event: OutgoingEvent,
        _ schedule: RetrySchedule
    ) -> Ending {
        let now = options.now()
        let next: DeliveryResult.Next
        switch verdict {
        case .cancelled: return Ending()
        case .taken: next = .succeeded
        case .gone: next = .dead
        case .failed(_, _, let pause):
            let again = schedule.next(
                afterAttempts: due.delivery.attempts + 1,
                at: now,
                retryAfterMilliseconds: pause,
                luck: options.luck()
            )
            next = again.map { .again($0) } ?? .dead
        }
        let result = DeliveryResult(
            id: due.delivery.id,
            next: next,
            at: now,
            name: event.name,
            status: verdict.status,
            error: verdict.fault?.rawValue,
            body: event.body
        )
        return Ending(
            result: result,
            isUp: verdict.isUp,
            isTaken: verdict.fault == nil,
            disables: verdict == .gone ? .gone : nil
        )
    }

    /// What becomes of a delivery without an attempt.
    private func unsent(
        _ due: DueDelivery,
        _ next: DeliveryResult.Next,
        _ fault: DeliveryFault? = nil
    ) -> Ending {
        let result = DeliveryResult(
            id: due.delivery.id,
            next: next,
            at: options.now(),
            counts: false,
            error: fault?.rawValue
        )
        return Ending(result: result)
    }
}
