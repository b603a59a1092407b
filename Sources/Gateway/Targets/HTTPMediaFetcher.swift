public import Canonical
public import HTTP
public import Reactor
internal import Wire

/// Fetches files over HTTP: GET only, at most three redirects, each judged from scratch and never
/// from `https` to `http`, nothing of the answer echoed.
public struct HTTPMediaFetcher: MediaFetcher {
    private let client: HTTPClient
    private let judge: AddressJudge
    private let policy: TargetURL.Policy
    private static let redirects = 3
    /// How long a file may take, its redirects included.
    private static let total = Duration.seconds(30)

    /// Fetches with this client, judging every address before it is connected to.
    public init(client: HTTPClient, judge: AddressJudge, policy: TargetURL.Policy) {
        self.client = client
        self.judge = judge
        self.policy = policy
    }

    /// See ``MediaFetcher/fetch(_:limitBytes:)``.
    public func fetch(
        _ url: String,
        limitBytes: Int
    ) async -> Result<FetchedMedia, CommandFailure> {
        guard var target = try? TargetURL(url, policy: policy) else {
            return .failure(Self.unreachable)
        }
        let deadline = ContinuousClock.now + Self.total
        for _ in 0...Self.redirects {
            let response: IncomingResponse
            do throws(HTTPClientError) {
                response = try await get(target, limitBytes, before: deadline)
            } catch {
                return .failure(Self.isTooLarge(error) ? Self.tooLarge : Self.unreachable)
            }
            switch response.status {
            case 200:
                return .success(
                    FetchedMedia(
                        bytes: response.body,
                        mediaType: response.fields["content-type"].map(Self.type)
                    )
                )
            case 301, 302, 303, 307, 308:
                guard let location = response.fields["location"],
                    let next = try? target.redirected(to: location, policy: policy)
                else { return .failure(Self.unreachable) }
                target = next
            default:
                return .failure(Self.unreachable)
            }
        }
        return .failure(Self.unreachable)
    }

    private func get(
        _ target: TargetURL,
        _ limitBytes: Int,
        before deadline: ContinuousClock.Instant
    ) async throws(HTTPClientError) -> IncomingResponse {
        var timeouts = ClientTimeouts()
        timeouts.total = max(.zero, deadline - ContinuousClock.now)
        var request = OutgoingRequest(.get, target, judge: judge)
        request.responseLimit = limitBytes
        request.timeouts = timeouts
        return try await client.send(request)
    }

    private static func isTooLarge(_ error: HTTPClientError) -> Bool {
        if case .malformed(let reason) = error { return reason.status == 413 }
        return false
    }

    /// The type without parameters, in lower case.
    private static func type(_ field: String) -> String {
        field.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    }

    /// The same for forbidden and for unreachable addresses: the gateway is no port scanner.
    private static let unreachable = CommandFailure(
        .mediaFetchFailed,
        "The file could not be fetched"
    )
    private static let tooLarge = CommandFailure(.mediaTooLarge, "The file is too large")
}
