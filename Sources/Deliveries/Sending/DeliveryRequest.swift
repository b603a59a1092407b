internal import Canonical
internal import DialectKit
internal import HTTP
internal import Reactor
internal import Wire

/// One request of a delivery before it is dated and signed.
struct DeliveryRequest {
    let endpoint: WebhookEndpoint
    let speech: EventSpeech
    let outgoing: OutgoingEvent
    /// The event's id as Standard Webhooks shows it.
    let id: String
    let url: TargetURL

    /// Joins an endpoint and what it is told.
    ///
    /// - Throws: ``TargetURLError`` when the endpoint's URL is not one that may be called.
    init(
        to endpoint: WebhookEndpoint,
        _ speech: EventSpeech,
        _ outgoing: OutgoingEvent,
        id: String,
        policy: TargetURL.Policy
    ) throws(TargetURLError) {
        self.endpoint = endpoint
        self.speech = speech
        self.outgoing = outgoing
        self.id = id
        url = try Self.url(endpoint.url, appending: outgoing.pathSuffix, policy)
    }

    /// The request as it goes out at a moment.
    func dated(_ now: Timestamp, _ terms: DeliveryTerms, timeoutMilliseconds: Int)
        -> OutgoingRequest
    {
        var request = OutgoingRequest(.post, url, judge: terms.judge)
        request.fields = fields(now)
        request.body = outgoing.body
        request.responseLimit = terms.responseBytes
        request.cutsResponse = true
        request.isRepeatable = true
        let whole = Duration.milliseconds(max(timeoutMilliseconds, 1))
        request.timeouts.connect = min(request.timeouts.connect, whole)
        request.timeouts.firstByte = whole
        // The status has said it all; the rest is read for the sake of the connection alone.
        request.timeouts.body = min(.seconds(2), whole)
        request.timeouts.total = whole
        return request
    }

    /// The dialect's fields, those of this event in their place, and the signatures.
    private func fields(_ now: Timestamp) -> [HTTPField] {
        let own = Set(outgoing.fields.map { $0.name.lowercased() })
        let signer = Signer(seconds: now.seconds, body: outgoing.body)
        return speech.fields.filter { !own.contains($0.name.lowercased()) } + outgoing.fields
            + signer.fields(speech.signature, secret: endpoint.secret)
            + signer.standardFields(id: id, secrets: endpoint.standardSecrets)
    }

    /// The URL with segments appended to its path, before its query.
    static func url(
        _ text: String,
        appending suffix: [String],
        _ policy: TargetURL.Policy
    ) throws(TargetURLError) -> TargetURL {
        try TargetURL(OutgoingEvent.appending(suffix, to: text), policy: policy)
    }
}

/// What all requests of deliveries have in common.
struct DeliveryTerms: Sendable {
    /// Who decides which addresses may be called.
    let judge: AddressJudge?
    /// Which URLs may be called.
    let policy: TargetURL.Policy
    /// How much of an answer is read.
    let responseBytes: Int
}
