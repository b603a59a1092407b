internal import DialectKit
internal import MegaAPI
internal import Uazapi
internal import WhatIsUp
internal import ZapyAPI

/// The dialects that are served; adding a vendor adds a line here.
enum Dialects {
    static let all: [any Dialect] = [
        UazapiDialect(), MegaAPIDialect(), ZapyAPIDialect(), WhatIsUpDialect(),
    ]
}
