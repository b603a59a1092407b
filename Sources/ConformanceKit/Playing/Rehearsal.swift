import Wire

/// The requests of one fixture on its scene, and what they captured.
struct Rehearsal {
    private let transport: any Transport
    private(set) var script: Script

    init(_ scene: Scene) {
        transport = scene.transport
        script = scene.script
    }

    /// Sends a request with its placeholders filled in.
    func send(_ request: FixtureRequest) async throws -> ReceivedAnswer {
        try await transport.send(try script.fill(request))
    }

    /// Sends a step and keeps what it captures; gives what is not as it must be.
    mutating func perform(_ step: GivenStep, at path: String) async throws -> [Difference] {
        let answer = try await send(step.request)
        guard answer.status == step.status else {
            let text = JSONValue.string(answer.text).excerpt
            let message = "expected \(step.status), got \(answer.status) with \(text)"
            return [Difference("\(path).status", message)]
        }
        guard !step.captures.isEmpty else { return [] }
        let body = (try? JSONReader.read(answer.body)) ?? .null
        return step.captures.compactMap { name, member in
            guard let text = member.values(in: body).first?.string else {
                return Difference("\(path).capture.\(name)", "\(member) names no string")
            }
            script.bind(name, to: text)
            return nil
        }
    }

    /// The difference without values that a report must not show.
    func masked(_ difference: Difference) -> Difference {
        Difference(script.masked(difference.path), script.masked(difference.message))
    }
}

extension Script {
    /// The request as it goes out.
    func fill(_ request: FixtureRequest) throws(UnknownPlaceholder) -> SentRequest {
        var headers: [(name: String, value: String)] = []
        for (name, value) in request.headers { headers.append((name, try fill(value))) }
        let body: [UInt8]
        switch request.body {
        case .none: body = []
        case .json(let value): body = try fill(value).serialized()
        case .text(let text): body = Array(try fill(text).utf8)
        }
        return SentRequest(
            request.method,
            try fillPath(request.path),
            headers: headers,
            body: body
        )
    }

    /// The expectation with its placeholders and documented texts replaced.
    func fill(_ expectation: ExpectedAnswer) throws(UnknownPlaceholder) -> ExpectedAnswer {
        let match: ExpectedAnswer.Match
        switch expectation.match {
        case .exact(let body, let vary): match = .exact(try fill(body), vary: vary)
        case .shape(let body, let fixed): match = .shape(try fill(body), fixed: fixed)
        case .text(let text): match = .text(try fill(text))
        case .status: match = .status
        }
        var headers: [(name: String, value: String)] = []
        for (name, value) in expectation.headers { headers.append((name, try fill(value))) }
        var contains: String?
        if let text = expectation.contains { contains = try fill(text) }
        return ExpectedAnswer(
            status: expectation.status,
            match: match,
            headers: headers,
            contains: contains,
            absent: expectation.absent
        )
    }
}
