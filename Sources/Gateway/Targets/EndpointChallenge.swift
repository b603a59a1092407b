internal import Canonical
public import HTTP
public import Reactor
internal import Secrets
internal import Wire

/// Asks a receiver whether it wants events, before they are sent to it.
///
/// `GET <url>?hub.mode=subscribe&hub.verify_token=…&hub.challenge=…`, to be answered with 200 and
/// exactly the challenge.
public struct EndpointChallenge: Sendable {
    private static let total = Duration.seconds(10)

    private let client: HTTPClient
    private let judge: AddressJudge?
    private let policy: TargetURL.Policy

    /// Asks with this client, only what the judge and the policy allow.
    public init(client: HTTPClient, judge: AddressJudge?, policy: TargetURL.Policy) {
        self.client = client
        self.judge = judge
        self.policy = policy
    }

    /// Whether the receiver at that URL gave the challenge back.
    ///
    /// Who cannot be reached and who may not be look alike.
    func isMet(at url: String) async -> Bool {
        let challenge = Hex.encode(SecureRandom.bytes(16))
        let query =
            "hub.mode=subscribe&hub.verify_token=" + Hex.encode(SecureRandom.bytes(16))
            + "&hub.challenge=" + challenge
        let asked = url + (url.contains("?") ? "&" : "?") + query
        guard let target = try? TargetURL(asked, policy: policy) else { return false }
        var request = OutgoingRequest(.get, target, judge: judge)
        request.responseLimit = 1024
        request.timeouts.total = Self.total
        guard let answer = try? await client.send(request), answer.status == 200 else {
            return false
        }
        return answer.body == Array(challenge.utf8)
    }
}
