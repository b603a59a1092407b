import DialectKit
import WhatIsUp

/// WhatIsUp as an upstream in tests.
enum WhatIsUpBench {
    /// Speaks for the instance `inst_01J7`, which is linked.
    static let linked = bench(.connected)

    /// Speaks for an instance in that state; the gateway can be reached unless it is said not to be.
    static func bench(
        _ state: LinkState,
        hasAccount: Bool = true,
        settings: [String: String] = [:],
        isReachable: Bool = true
    ) -> SpeakingBench {
        let known = ["api_key": "zpk_live_1", "instance_id": "inst_01J7"]
        return SpeakingBench(
            speech: .whatisup,
            context: SpokenContext(
                settings: known.merging(settings) { $1 },
                instance: Samples.instance(state, hasAccount: hasAccount),
                now: Samples.noon,
                reference: "cmd_1",
                share: isReachable ? share : nil
            )
        )
    }

    private static let share: @Sendable ([UInt8], String?) -> String? = { bytes, type in
        "https://gw.example.com/s/\(bytes.count)?\(type ?? "")"
    }

    static func answer(_ name: String) throws -> UpstreamReply {
        try UpstreamReply(fixture: "whatisup/answers/\(name)")
    }
}
