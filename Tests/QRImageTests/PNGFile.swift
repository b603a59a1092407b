import CZlib
import Testing

/// A PNG taken apart, with its signature, lengths and check sums already tested.
struct PNGFile {
    struct Chunk {
        let type: String
        let data: [UInt8]
    }

    private(set) var chunks: [Chunk] = []

    init(_ bytes: [UInt8]) throws {
        try #require(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        var rest = bytes.dropFirst(8)
        while !rest.isEmpty {
            try #require(rest.count >= 12)
            let length = Self.integer(rest.prefix(4))
            try #require(rest.count >= 12 + length)
            let body = Array(rest.dropFirst(4).prefix(4 + length))
            #expect(
                Self.integer(rest.dropFirst(8 + length).prefix(4))
                    == Int(crc32(0, body, uInt(body.count)))
            )
            let type = String(decoding: body.prefix(4), as: UTF8.self)
            chunks.append(Chunk(type: type, data: Array(body.dropFirst(4))))
            rest = rest.dropFirst(12 + length)
        }
    }

    /// The inflated image data, which must have exactly the given length.
    func pixels(count: Int) throws -> [UInt8] {
        let data = try #require(chunks.first { $0.type == "IDAT" }).data
        var output = [UInt8](repeating: 0, count: count + 1)
        var length = uLong(output.count)
        try #require(uncompress(&output, &length, data, uLong(data.count)) == Z_OK)
        try #require(Int(length) == count)
        return output.dropLast()
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
