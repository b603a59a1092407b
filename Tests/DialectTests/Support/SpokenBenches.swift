import DialectKit
import Evolution
import MegaAPI
import Uazapi

/// Every spoken dialect, with an instance that is linked, a message that is known, and a gateway that
/// can be reached.
enum SpokenBenches {
    static let all = [
        SpeakingBench(speech: .uazapi, context: UazapiSpoken.context(message: message)),
        SpeakingBench(
            speech: .megaapi,
            context: VendorTalk.context(message: message, share: share)
        ),
        ZapyAPIBench.linked, WhatIsUpBench.linked, evolution,
    ]

    private static let evolution = SpeakingBench(
        speech: .evolution,
        context: SpokenContext(
            settings: EvolutionPlay.settings,
            instance: Samples.instance(.connected),
            now: Samples.noon,
            reference: "cmd_1",
            message: message,
            share: share
        )
    )

    private static let message = EventSamples.message(Samples.ana)

    private static let share: @Sendable ([UInt8], String?) -> String? = { bytes, _ in
        "https://gw.example.com/s/\(bytes.count)"
    }
}
