extension JSONReader {
    /// Reads `{"name":["…","…"]}`, the usual form of a body that is a list of texts; nil for every
    /// other text, valid or not.
    ///
    /// There are no escapes in it, and no other member. No tree is made: whoever gets nil reads the
    /// tree, and says what is wrong.
    public static func texts(_ bytes: Span<UInt8>, only name: StaticString) -> [String]? {
        var scanner = TextScanner()
        guard scanner.skip(UInt8(ascii: "{"), bytes),
            let key = scanner.string(bytes), bytes.extracting(key.range).holds(name),
            scanner.skip(UInt8(ascii: ":"), bytes), scanner.skip(UInt8(ascii: "["), bytes)
        else { return nil }
        var texts: [String] = []
        texts.reserveCapacity(8)
        repeat {
            guard let run = scanner.string(bytes),
                let text = Self.text(bytes.extracting(run.range), isASCII: run.isASCII)
            else { return nil }
            texts.append(text)
        } while scanner.skip(UInt8(ascii: ","), bytes)
        guard scanner.skip(UInt8(ascii: "]"), bytes), scanner.skip(UInt8(ascii: "}"), bytes),
            scanner.isAtEnd(bytes)
        else { return nil }
        return texts
    }

    /// Reads `{"name":"…","name":"…"}`, the usual form of a body whose members are all texts, and
    /// hands each to `take`; false for every other text, valid or not, and once `take` says false.
    ///
    /// There are no escapes in it. What was taken before it proved to be another text counts for
    /// nothing: whoever gets false reads the tree.
    public static func members(
        _ bytes: Span<UInt8>,
        _ take: (_ name: Span<UInt8>, _ text: String) -> Bool
    ) -> Bool {
        var scanner = TextScanner()
        guard scanner.skip(UInt8(ascii: "{"), bytes) else { return false }
        repeat {
            guard let key = scanner.string(bytes), scanner.skip(UInt8(ascii: ":"), bytes),
                let run = scanner.string(bytes),
                let text = Self.text(bytes.extracting(run.range), isASCII: run.isASCII),
                take(bytes.extracting(key.range), text)
            else { return false }
        } while scanner.skip(UInt8(ascii: ","), bytes)
        return scanner.skip(UInt8(ascii: "}"), bytes) && scanner.isAtEnd(bytes)
    }

    private static func text(_ bytes: Span<UInt8>, isASCII: Bool) -> String? {
        // What is ASCII needs no second look.
        if isASCII { return String(ascii: bytes) }
        guard let text = try? UTF8Span(validating: bytes) else { return nil }
        return String(copying: text)
    }
}

/// A place in a text of which only the simplest form is read.
private struct TextScanner {
    private var offset = 0

    /// Steps over white space, and over the byte behind it when it is that one.
    mutating func skip(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        skipSpace(bytes)
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    /// Steps over white space and a string without escapes, and gives what is between its quotes.
    mutating func string(_ bytes: Span<UInt8>) -> (range: Range<Int>, isASCII: Bool)? {
        guard skip(UInt8(ascii: "\""), bytes) else { return nil }
        let start = offset
        let run = bytes.plainRun(from: start)
        offset = run.end
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { return nil }
        offset += 1
        return (start..<run.end, run.isASCII)
    }

    mutating func isAtEnd(_ bytes: Span<UInt8>) -> Bool {
        skipSpace(bytes)
        return offset == bytes.count
    }

    private mutating func skipSpace(_ bytes: Span<UInt8>) {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }
}
