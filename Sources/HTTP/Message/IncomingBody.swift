internal import Wire

/// A body on its way in: transfer coding taken off, gzip inflated, everything counted.
///
/// It is kept in memory up to the limit of its route, growing with the bytes that came.
struct IncomingBody: ~Copyable {
    private var decoder: BodyDecoder
    private var inflater: GzipInflater?
    private let isDropped: Bool
    private(set) var bytes: [UInt8] = []

    /// Begins a body; a declared length over the limit or a coding that is not known is refused.
    init(
        _ framing: BodyFraming,
        encoding: String?,
        limit: Int,
        limits: Limits,
        isDropped: Bool = false
    ) throws(HTTPParseError) {
        let decoder = try BodyDecoder(framing, limit: limit)
        let inflater = try Self.inflater(encoding, framing, limit, limits)
        self.decoder = decoder
        self.inflater = inflater
        self.isDropped = isDropped
    }

    private static func inflater(
        _ encoding: String?,
        _ framing: BodyFraming,
        _ limit: Int,
        _ limits: Limits
    ) throws(HTTPParseError) -> GzipInflater? {
        switch encoding?.lowercased() {
        case nil, "identity": return nil
        case "gzip", "x-gzip":
            guard framing != .length(0) else { return nil }
            return try GzipInflater(limit: limit, ratio: limits.inflationRatio)
        default: throw HTTPParseError(415, "the only content coding supported is gzip")
        }
    }

    /// Whether the body's end came.
    var isComplete: Bool { decoder.isComplete }

    /// Whether the end of the connection is the end of this body.
    var endsWithConnection: Bool { decoder.endsWithConnection }

    /// Takes what belongs to the body, and gives how many bytes that were.
    mutating func take(_ input: Span<UInt8>, limits: Limits) throws(HTTPParseError) -> Int {
        guard inflater != nil else {
            let count = try decoder.decode(input, limits: limits, into: &bytes)
            if isDropped { bytes.removeAll(keepingCapacity: true) }
            return count
        }
        var packed: [UInt8] = []
        let count = try decoder.decode(input, limits: limits, into: &packed)
        var inflated = bytes
        bytes = []
        try inflater?.inflate(packed.span, into: &inflated)
        bytes = inflated
        return count
    }

    /// The whole body, once it is complete.
    mutating func finish() throws(HTTPParseError) -> [UInt8] {
        try inflater?.finish()
        return bytes
    }
}
