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
        let bytes = Array(query.utf8)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
            let part = bytes[start..<end]
            start = end + 1
            if part.isEmpty { continue }
            guard pairs.count < limit else { return nil }
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let name = Percent.decode(part[..<equals], plusIsSpace: true),
                let value = Percent.decode(part[equals...].dropFirst(), plusIsSpace: true)
            else { return nil }
            pairs.append((name: name, value: value))
        }
        self.init(pairs)
    }
}
