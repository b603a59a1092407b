public import Canonical
public import Engine
internal import Secrets
internal import Wire

/// Keeps files under the name of their content, fetching those that are given by URL.
///
/// Files are written whole under another name, flushed, and moved to their place, so that a name
/// never leads to half a file. The same content is kept once.
public final class FileVault: MediaVault {
    private let folder: MediaFolder
    private let fetcher: any MediaFetcher
    private let limitBytes: Int
    private let disk = DiskWorker()
    private let turns = FetchTurns()

    /// Keeps files in this folder, which is made if need be.
    public init(folder: String, fetcher: any MediaFetcher, limitBytes: Int = 64 << 20) {
        self.folder = MediaFolder(path: folder)
        self.fetcher = fetcher
        self.limitBytes = limitBytes
    }

    /// See ``MediaVault/keep(_:for:)``.
    public func keep(
        _ media: MediaContent,
        for tenant: TenantID
    ) async -> Result<KeptMedia, CommandFailure> {
        switch media.source {
        case .kept(let kept): return .success(kept)
        case .bytes(let bytes): return await keep(bytes, media, served: nil)
        case .url(let url):
            return await turns.run(for: tenant) { await fetch(url, media) }
        }
    }

    /// The bytes of a kept file by their SHA-256 in hex, nil when none are kept.
    public func read(_ sha256: String) async -> [UInt8]? {
        guard sha256.utf8.count == 64, sha256.utf8.allSatisfy(Self.isHex) else { return nil }
        return await disk.run { [folder] in folder.read(sha256) } ?? nil
    }

    private func fetch(
        _ url: String,
        _ media: MediaContent
    ) async -> Result<KeptMedia, CommandFailure> {
        switch await fetcher.fetch(url, limitBytes: limitBytes) {
        case .success(let file): await keep(file.bytes, media, served: file.mediaType)
        case .failure(let failure): .failure(failure)
        }
    }

    private func keep(
        _ bytes: [UInt8],
        _ media: MediaContent,
        served: String?
    ) async -> Result<KeptMedia, CommandFailure> {
        guard !bytes.isEmpty else {
            return .failure(CommandFailure(.mediaUnsupported, "The file is empty"))
        }
        guard bytes.count <= limitBytes else {
            return .failure(CommandFailure(.mediaTooLarge, "The file is too large"))
        }
        let sniffed = FileType.sniff(bytes)
        guard FileType.fits(sniffed, media.kind) else {
            return .failure(
                CommandFailure(.mediaUnsupported, "The file is not \(media.kind.rawValue)")
            )
        }
        let digest = Digest.sha256(bytes)
        let name = Hex.encode(digest)
        let written = await disk.run { [folder] in folder.write(bytes, as: name) }
        guard written == true else {
            return .failure(CommandFailure(.unavailable, "The file cannot be kept at present"))
        }
        let type = media.mediaType ?? sniffed ?? served ?? "application/octet-stream"
        return .success(EncryptedCopy.describe(digest, name, bytes.count, type))
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}

/// Gets the bytes behind a URL under the rules for addresses that tenants choose.
public protocol MediaFetcher: Sendable {
    /// The file, at most so many bytes; the failure does not tell forbidden from unreachable.
    func fetch(_ url: String, limitBytes: Int) async -> Result<FetchedMedia, CommandFailure>
}

/// A file as a server gave it.
public struct FetchedMedia: Sendable {
    /// The bytes.
    public let bytes: [UInt8]
    /// The media type the server named, nil when it named none.
    public let mediaType: String?

    /// Joins bytes and their type.
    public init(bytes: [UInt8], mediaType: String?) {
        self.bytes = bytes
        self.mediaType = mediaType
    }
}
