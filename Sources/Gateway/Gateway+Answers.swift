internal import Canonical
internal import DialectKit
internal import Engine
internal import Observability
internal import Wire

extension Gateway {
    /// Ends a request of a dialect with what came of it.
    func finish(
        _ result: Result<HTTPResponse, CommandFailure>,
        _ call: DialectCall
    ) -> HTTPResponse {
        var finished =
            switch result {
            case .success(let response):
                finish(
                    response,
                    call.requestID,
                    allowsAnyOrigin: call.territory.allowsAnyOrigin,
                    call.rate
                )
            case .failure(let failure): word(failure, call)
            }
        tellLosses(call, &finished)
        return finished
    }

    /// Words a failure of a request that was authenticated.
    func word(_ failure: CommandFailure, _ call: DialectCall) -> HTTPResponse {
        let place = Place(
            dialect: call.territory.dialect,
            operation: call.route.operation,
            path: call.path,
            requestID: call.requestID,
            rate: call.rate
        )
        return word(failure, at: place)
    }

    /// Where a failure is worded.
    struct Place {
        let dialect: any Dialect
        /// Nil where no route was found.
        var operation: String?
        let path: String
        let requestID: String
        var rate: RateLimiter.Reading?
    }

    /// Words a failure in the dialect's one error body.
    func word(_ failure: CommandFailure, at place: Place) -> HTTPResponse {
        let context = FailureContext(
            operation: place.operation,
            path: place.path,
            requestID: place.requestID,
            now: engine.clock.now
        )
        var response = place.dialect.response(to: failure, in: context)
        if !failure.allowedMethods.isEmpty {
            response.add("Allow", failure.allowedMethods.joined(separator: ", "))
        }
        if let seconds = failure.retryAfterSeconds {
            response.add("Retry-After", "\(seconds)")
        }
        return finish(
            response,
            place.requestID,
            allowsAnyOrigin: place.dialect.allowsAnyOrigin,
            place.rate
        )
    }

    /// Adds what every answer carries, and counts it.
    func finish(
        _ response: HTTPResponse,
        _ requestID: String,
        allowsAnyOrigin: Bool,
        _ rate: RateLimiter.Reading? = nil
    ) -> HTTPResponse {
        metrics.requests.add()
        if response.status >= 500 {
            metrics.serverErrors.add()
        } else if response.status >= 400 {
            metrics.clientErrors.add()
        }
        var response = response
        response.fields.reserveCapacity(response.fields.count + 3)
        response.fields.append(HTTPField(safe: "X-Request-Id", requestID))
        if allowsAnyOrigin {
            response.fields.append(HTTPField(safe: "Access-Control-Allow-Origin", "*"))
        }
        if let rate { response.add(rate.allowance) }
        return response
    }

    /// Answers a browser's question before a request of another origin.
    func preflight(
        _ head: HTTPRequestHead,
        _ dialect: any Dialect,
        _ requestID: String
    ) -> HTTPResponse {
        guard dialect.allowsAnyOrigin else {
            let failure = CommandFailure(.methodNotAllowed, "Method not allowed")
            let place = Place(dialect: dialect, path: head.path, requestID: requestID)
            return word(failure, at: place)
        }
        var response = HTTPResponse.empty(204)
        response.fields = [
            HTTPField("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"),
            HTTPField(
                "Access-Control-Allow-Headers",
                head.fields["access-control-request-headers"] ?? "*"
            ),
            HTTPField("Access-Control-Max-Age", "600"),
        ]
        return finish(response, requestID, allowsAnyOrigin: dialect.allowsAnyOrigin)
    }
}

extension HTTPResponse {
    /// Adds a field that the dialect has not written itself: neither of them is a list to go on.
    fileprivate mutating func add(_ name: String, _ value: String) {
        guard !fields.contains(where: { $0.name == name }) else { return }
        fields.append(HTTPField(name, value))
    }
}
