internal import DialectKit
internal import Evolution
internal import MegaAPI
internal import Uazapi
internal import WhatIsUp
internal import ZapyAPI

/// The dialects; adding a vendor adds a line to one list or both.
enum Dialects {
    /// Those that are served.
    static let all: [any Dialect] = [
        UazapiDialect(), MegaAPIDialect(), ZapyAPIDialect(), WhatIsUpDialect(),
    ]

    /// Those that are spoken.
    static let spoken: [UpstreamSpeech] = [.uazapi, .megaapi, .zapyapi, .whatisup, .evolution]
}
