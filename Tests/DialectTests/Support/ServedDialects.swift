import DialectKit
import MegaAPI
import Uazapi
import WhatIsUp
import ZapyAPI

/// The dialects that the executable serves.
enum ServedDialects {
    static let all: [any Dialect] = [
        UazapiDialect(), MegaAPIDialect(), ZapyAPIDialect(), WhatIsUpDialect(),
    ]

    /// Those that tell of events.
    static var speaking: [any Dialect] { all.filter { !$0.events.names.isEmpty } }

    /// The dialect of that name.
    static func named(_ name: String) -> (any Dialect)? {
        all.first { $0.id == DialectID(name) }
    }
}
