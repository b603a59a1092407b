import DialectKit

extension JSONValue {
    /// The member's whole number, which some versions write as a text.
    func integer(_ key: String) -> Int? { self[key]?.whole }

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
