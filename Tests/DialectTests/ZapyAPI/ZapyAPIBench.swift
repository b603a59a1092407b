import DialectKit
import ZapyAPI

/// ZapyAPI as an upstream in tests.
enum ZapyAPIBench {
    /// Speaks for the instance `my-instance`, which is linked.
    static let linked = bench(.connected)

    /// Speaks for an instance in that state.
    static func bench(_ state: LinkState, hasAccount: Bool = true) -> SpeakingBench {
        SpeakingBench(
            speech: .zapyapi,
            context: SpokenContext(
                settings: [
                    "api_key": "zapy-key", "instance_id": "my-instance",
                    "webhook_secret": "your-secret-key",
                ],
                instance: Samples.instance(state, hasAccount: hasAccount),
                now: Samples.noon,
                reference: "cmd_1"
            )
        )
    }

    static func answer(_ name: String) throws -> UpstreamReply {
        try UpstreamReply(fixture: "zapyapi/answers/\(name)")
    }
}
