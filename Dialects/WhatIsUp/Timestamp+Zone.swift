import DialectKit

extension Timestamp {
    /// Reads ISO 8601 that ends in `Z` or in an offset such as `-03:00`, nil for anything else.
    init?(iso8601WithZone text: String) {
        if let moment = Timestamp(iso8601: text) {
            self = moment
            return
        }
        let zone = Array(text.utf8.suffix(6))
        guard zone.count == 6, zone[3] == UInt8(ascii: ":"),
            let sign = Self.signs[zone[0]],
            let hours = Self.number(zone[1], zone[2]), hours < 24,
            let minutes = Self.number(zone[4], zone[5]), minutes < 60,
            let local = Timestamp(iso8601: text.dropLast(6) + "Z")
        else { return nil }
        self = local.advanced(byMilliseconds: -sign * (hours * 60 + minutes) * 60_000)
    }

    private static let signs: [UInt8: Int64] = [UInt8(ascii: "+"): 1, UInt8(ascii: "-"): -1]

    private static func number(_ ten: UInt8, _ one: UInt8) -> Int64? {
        guard (0x30...0x39).contains(ten), (0x30...0x39).contains(one) else { return nil }
        return Int64(ten - 0x30) * 10 + Int64(one - 0x30)
    }
}
