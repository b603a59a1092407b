import Wire

/// Why the bytes are refused, nil when they are accepted.
func refusal(of bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> JSONError? {
    do throws(JSONError) {
        _ = try JSONReader.read(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

/// Why the text is refused, nil when it is accepted.
func refusal(of text: String, limits: JSONLimits = JSONLimits()) -> JSONError? {
    refusal(of: Array(text.utf8), limits: limits)
}

/// A document with every kind of value, in the form the writer gives it.
let everyKindOfValue = #"""
    {"number":"5511999998888","text":"Ol\u0007á, \"você\"\n😀\\","delay":-12,"ratio":1.50e+3,"a":[],
    "flags":[true,false,null],"nested":{"":{},"deep":[[["x"]]]},"list":[{"id":0},{"id":-0.1E-2}]}
    """#.replacing("\n", with: "")

/// The SplitMix64 generator: small, fast, and the same in every run for one seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
