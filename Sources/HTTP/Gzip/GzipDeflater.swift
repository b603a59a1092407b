internal import CZlib

/// Makes gzip out of whole bodies, keeping its memory (about 256 KiB) from one to the next.
struct GzipDeflater: ~Copyable {
    // zlib keeps a pointer to its stream, so the stream must never move.
    private let stream: UnsafeMutablePointer<z_stream>

    private let isReady: Bool

    /// Starts a deflater; without memory for it, it makes nothing, and answers stay plain.
    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        isReady = CZlib_deflateInit2(stream, 4, 15 + 16, 8) == Z_OK
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// The body as gzip, nil when that would not be smaller.
    mutating func deflate(_ body: [UInt8]) -> [UInt8]? {
        guard isReady, body.count > 18, UInt32(exactly: body.count) != nil else { return nil }
        deflateReset(stream)
        var ended = false
        let packed = [UInt8](unsafeUninitializedCapacity: body.count) { buffer, count in
            body.withUnsafeBufferPointer { bytes in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
                stream.pointee.avail_in = UInt32(bytes.count)
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(bytes.count)
                ended = CZlib.deflate(stream, Z_FINISH) == Z_STREAM_END
                count = bytes.count - Int(stream.pointee.avail_out)
            }
        }
        return ended ? packed : nil
    }
}
