import Testing
import Wire

@Suite("JSON that is read and written again")
struct JSONRoundTripTests {
    @Test(
        "what JSON.stringify wrote is written back byte for byte",
        arguments: [
            everyKindOfValue, "null", "[]", "{}", #""""#, #"["\b\f\n\r\t\u0000\u001f\"\\/"]"#,
            #"{"z":1,"a":{"y":[1.5,-2,1e+21,1e-7]}}"#, #"{"1":1,"b":"ç 😀"}"#,
        ]
    )
    func stringify(text: String) throws {
        #expect(try JSONReader.read(text: text).text == text)
    }

    @Test(
        "no mutation of a document traps, and what is accepted reads back equal",
        arguments: 0..<4
    )
    func mutations(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var accepted = 0
        for _ in 0..<5000 {
            let mutant = Mutation.apply(to: Array(everyKindOfValue.utf8), using: &generator)
            guard let value = try? JSONReader.read(mutant) else { continue }
            accepted += 1
            let written = value.serialized()
            let again = try? JSONReader.read(written)
            #expect(again == value)
            #expect(again?.serialized() == written)
        }
        #expect(accepted > 0, "no mutant was accepted, so that nothing was compared")
    }

    @Test("random bytes of JSON's own alphabet neither trap nor read back differently")
    func alphabetSoup() {
        var generator = SeededGenerator(seed: 99)
        let alphabet = Array(#"{}[]:,"\u0dDeE+-.19tfn x"#.utf8) + [0xC3, 0xA9, 0x00]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<12, using: &generator)
            let bytes = (0..<count).compactMap { _ in alphabet.randomElement(using: &generator) }
            guard let value = try? JSONReader.read(bytes) else { continue }
            #expect((try? JSONReader.read(value.serialized())) == value)
        }
    }
}

/// One to three small damages to a text.
private enum Mutation {
    static func apply(
        to document: [UInt8],
        using generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = document
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            guard let place = bytes.indices.randomElement(using: &generator) else { break }
            let end = min(bytes.count, place + Int.random(in: 1...6, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.removeSubrange(place..<end)
            default: bytes.insert(contentsOf: bytes[place..<end], at: place)
            }
        }
        return bytes
    }
}
