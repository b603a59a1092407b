internal import Canonical
internal import ConformanceKit
internal import DialectKit
internal import Engine
internal import Gateway
internal import Glibc
internal import Observability
internal import Sandbox

/// A gateway for one fixture: in this process, over a folder that goes with it.
enum TemporaryGateway {
    private static let token = "conform-control-token"

    /// Opens a gateway whose files come from the fixture instead of the network.
    static func open() async throws -> Target {
        var template = Array("/tmp/sotaque-conform-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw UsageError("No folder can be made in /tmp") }
        let folder = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
        let files = FixtureFiles()
        let core = try Core(
            folder: folder,
            keys: try KeyRing(temporaryToken: token),
            fetcher: files,
            targets: AnyTarget(),
            log: .silent
        )
        let sandbox = core.sandbox
        _ = try await core.engine.steer { (now, effects) throws(CommandFailure) in
            try sandbox.seedPeople(now: now, effects: &effects)
        }.get()
        core.engine.start()
        return Target(
            transport: InProcessTransport { request in await Self.send(request, to: core.gateway) },
            controlToken: token,
            media: DirectMediaHost { media in files.offer(media) },
            isShared: false,
            close: {
                core.close()
                Files.removeFolder(folder)
            }
        )
    }

    /// Hands a request to the front as the server would.
    private static func send(
        _ outgoing: SentRequest,
        to gateway: Gateway
    ) async -> ReceivedAnswer {
        let parts = outgoing.target.split(separator: "?", maxSplits: 1)
        let head = HTTPRequestHead(
            method: outgoing.method,
            path: parts.first.map(String.init) ?? "/",
            query: parts.count > 1 ? String(parts[1]) : nil,
            authority: "gateway.test",
            fields: HTTPFields(outgoing.headers.map { ($0.name, $0.value) })
        )
        let response: HTTPResponse
        switch gateway.admit(head) {
        case .success(let admitted) where outgoing.body.count > admitted.bodyLimitBytes:
            response = gateway.refusal(status: 413, reason: "Body too large", head: head)
        case .success(let admitted):
            let request = HTTPRequest(head: head, body: outgoing.body)
            response = await gateway.answer(request, admitted).value()
        case .failure(let refusal):
            response = refusal.response
        }
        let fields = HTTPFields(response.fields.map { ($0.name, $0.value) })
        return ReceivedAnswer(status: response.status, fields: fields, body: response.body)
    }
}

/// The files that a fixture says are behind its URLs.
final class FixtureFiles: MediaFetcher {
    private let files = Lock([String: FetchedMedia]())

    /// Puts files behind URLs.
    func offer(_ media: [GivenMedium]) {
        files.withLock { files in
            for medium in media {
                files[medium.url] = FetchedMedia(
                    bytes: medium.bytes,
                    mediaType: medium.type
                )
            }
        }
    }

    func fetch(_ url: String, limitBytes: Int) async -> Result<FetchedMedia, CommandFailure> {
        guard let file = files.withLock({ $0[url] }) else {
            return .failure(CommandFailure(.mediaFetchFailed, "The file could not be fetched"))
        }
        return .success(file)
    }
}

/// Lets every webhook be registered: nothing is delivered in a run of the suite.
struct AnyTarget: TargetPolicy {
    func objection(toWebhook url: String) -> CommandFailure? { nil }
}
