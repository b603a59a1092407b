import ConformanceKit
import DialectKit
import Evolution
import MegaAPI
import Uazapi
import WhatIsUp
import Wire
import ZapyAPI

private let dialects: [any Dialect] = [
    UazapiDialect(), MegaAPIDialect(), ZapyAPIDialect(), WhatIsUpDialect(),
]
private let speeches: [UpstreamSpeech] = [.uazapi, .megaapi, .zapyapi, .whatisup, .evolution]
private let queryNames = ["id", "jid", "phone", "page", "limit", "events"]
private let noon = Timestamp(milliseconds: 1_704_067_200_000)

extension Target {
    /// The first byte names a dialect, the second a route; the rest is the body.
    ///
    /// The request is read or refused, and the refusal has an answer in the dialect.
    static let front: Run = { bytes in
        guard bytes.count > 1 else { return }
        let dialect = dialects[Int(bytes[0]) % dialects.count]
        let route = dialect.routes[Int(bytes[1]) % dialect.routes.count]
        let body = Array(bytes.dropFirst(2))
        let text = String(decoding: body.prefix(64), as: UTF8.self)
        var parameters: [String: String] = [:]
        for case .parameter(let name) in route.pattern.segments { parameters[name] = text }
        let request = RequestView(
            path: "/",
            parameters: parameters,
            query: QueryItems(queryNames.map { ($0, text) }),
            body: body,
            receivedAt: noon
        )
        let served = route.answer(
            request,
            rules: dialect.bodyRules,
            performer: Refusal(),
            caller: Caller(
                tenant: TenantID("t"),
                instance: InstanceID("i"),
                dialect: dialect.id,
                requestID: "r"
            )
        )
        guard case .now(.failure(let failure)) = served else { return }
        let context = FailureContext(operation: nil, path: "/", requestID: "", now: noon)
        let answer = dialect.response(to: failure, in: context)
        expect(answer.status >= 200 && answer.status < 600, "a refusal has a status")
    }

    /// The first byte names a vendor; the rest is the body of its webhook.
    static let hook: Run = { bytes in
        guard let first = bytes.first else { return }
        let speech = speeches[Int(first) % speeches.count]
        let hook = IncomingHook(body: Array(bytes.dropFirst()), receivedAt: noon)
        _ = try? speech.events?.read(hook, context(of: speech))
    }

    /// The first byte names a vendor, the second a status; the rest is its answer to what asks how
    /// the link is.
    static let answer: Run = { bytes in
        guard bytes.count > 1 else { return }
        let speech = speeches[Int(bytes[0]) % speeches.count]
        let reply = UpstreamReply(
            status: [200, 201, 400, 401, 404, 500][Int(bytes[1]) % 6],
            fields: [],
            body: Array(bytes.dropFirst(2))
        )
        let context = context(of: speech)
        if let looking = try? speech.readLink(context) {
            _ = ConversationPlay(looking, answers: [reply, reply, reply])
        }
        if let listing = try? speech.listAccounts?(context) {
            _ = ConversationPlay(listing, answers: [reply, reply, reply])
        }
    }

    private static func context(of speech: UpstreamSpeech) -> SpokenContext {
        var settings: [String: String] = [:]
        for setting in speech.settings { settings[setting.name] = "x" }
        return SpokenContext(
            settings: settings,
            instance: Instance(
                id: InstanceID("i"),
                tenant: TenantID("t"),
                name: "i",
                createdAt: noon
            ),
            now: noon,
            reference: "r"
        )
    }
}

/// Refuses every command: what is fuzzed is how requests are read.
private struct Refusal: CommandPerformer {
    func perform<C: Command>(
        _ command: C,
        for caller: Caller
    ) -> Answer<Result<C.Outcome, CommandFailure>> {
        .now(.failure(CommandFailure(.internalError)))
    }
}
