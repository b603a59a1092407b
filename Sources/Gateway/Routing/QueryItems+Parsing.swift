internal import DialectKit

extension QueryItems {
    /// Reads `a=1&b=2`, decoding names and values once; `+` is a blank.
    ///
    /// Nil when there are more than `limit` pairs or an escape is none.
    init?(parsing query: String?, limit: Int = 256) {
        guard let query, !query.isEmpty else {
            self.init()
            return
        }
        var pairs: [(name: String, value: String)] = []
        for part in query.utf8.split(separator: UInt8(ascii: "&")) {
            guard pairs.count < limit else { return nil }
            let equals = part.firstIndex(of: UInt8(ascii: "="))
            let name = Array(part[..<(equals ?? part.endIndex)])
            let value = equals.map { Array(part[part.index(after: $0)...]) } ?? []
            guard let name = Percent.decode(name, plusIsSpace: true),
                let value = Percent.decode(value, plusIsSpace: true)
            else { return nil }
            pairs.append((name: name, value: value))
        }
        self.init(pairs)
    }
}
