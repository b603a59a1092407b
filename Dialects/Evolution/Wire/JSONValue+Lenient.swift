import DialectKit

extension JSONValue {
    /// The member's text, nil when it is absent, empty or anything else.
    func text(_ key: String) -> String? {
        guard let text = self[key]?.string, !text.isEmpty else { return nil }
        return text
    }

    /// The member's whole number, which some versions write as a text.
    func integer(_ key: String) -> Int? {
        guard let value = self[key] else { return nil }
        if let low = value["low"]?.int, value["high"]?.int == 0 { return low }
        return value.int ?? value.string.flatMap { Int($0) }
    }

    /// The address in the member, nil when it has none.
    func address(_ key: String) -> Address? {
        text(key).flatMap { Address(parsing: $0) }
    }

    /// Whole seconds since 1970 as a moment, nil when there are none or they cannot be.
    func seconds(_ key: String) -> Timestamp? {
        guard let seconds = integer(key), seconds > 0,
            case (let product, let overflow) = Int64(seconds).multipliedReportingOverflow(by: 1000),
            !overflow
        else { return nil }
        return Timestamp(milliseconds: product)
    }

    /// The bytes in the member: base 64, or what JavaScript makes of a byte array
    /// (`{"0": 7, "1": 255}`, `{"type": "Buffer", "data": [7, 255]}`).
    func bytes(_ key: String) -> [UInt8]? {
        guard let value = self[key] else { return nil }
        if let text = value.string { return Base64.decode(text) }
        let numbers = value["data"]?.array ?? value.array ?? value.object?.members.map(\.value)
        guard let numbers, !numbers.isEmpty, numbers.count <= 128 else { return nil }
        let bytes = numbers.compactMap { $0.int.flatMap { UInt8(exactly: $0) } }
        return bytes.count == numbers.count ? bytes : nil
    }

    /// The elements of an array, or the value itself as the only one.
    var elements: [JSONValue] { array ?? [self] }
}
