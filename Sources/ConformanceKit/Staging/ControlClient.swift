import Wire

/// Calls the control API and insists on success.
struct ControlClient: Sendable {
    let transport: any Transport
    let token: String

    /// Posts a body and gives the answer's, `null` when that is empty.
    func post(_ path: String, _ body: JSONObject) async throws -> JSONValue {
        let headers = [
            (name: "Authorization", value: "Bearer \(token)"),
            (name: "Content-Type", value: "application/json"),
        ]
        let bytes = JSONValue.object(body).serialized()
        return try await call(SentRequest(.post, path, headers: headers, body: bytes))
    }

    /// Deletes what the path names.
    func delete(_ path: String) async throws {
        let headers = [(name: "Authorization", value: "Bearer \(token)")]
        _ = try await call(SentRequest(.delete, path, headers: headers))
    }

    private func call(_ request: SentRequest) async throws -> JSONValue {
        let answer = try await transport.send(request)
        let action = "\(request.method.rawValue) \(request.target)"
        guard (200...299).contains(answer.status) else {
            // The answer's code says why; its whole body could show a credential.
            let body = try? JSONReader.read(answer.body)
            let reason = body?["error"]?["message"]?.string.map { ": \($0)" } ?? ""
            throw StageError("\(action) answered \(answer.status)\(reason)")
        }
        guard !answer.body.isEmpty else { return .null }
        do { return try JSONReader.read(answer.body) } catch {
            throw StageError("\(action) answered no JSON: \(error.message)")
        }
    }
}

extension JSONValue {
    /// The text of that member.
    func text(_ key: String) throws(StageError) -> String {
        guard let text = self[key]?.string else {
            throw StageError("the control API's answer lacks \(key)")
        }
        return text
    }

    /// The members that are texts, none when this is no object.
    var texts: [(key: String, value: String)] {
        (object ?? [:]).members.compactMap { member in
            member.value.string.map { (member.key, $0) }
        }
    }
}
