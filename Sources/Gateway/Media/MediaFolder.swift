internal import Glibc

/// The folder of kept files: `ab/abcdef….bin`, by the SHA-256 of the content.
///
/// Every call may block on the disk. Names are hex digits that we made, never text from outside.
struct MediaFolder: Sendable {
    let path: String

    init(path: String) {
        self.path = path
        unsafe mkdir(path, 0o700)
    }

    /// Writes a file unless it is there; true when it is durable under its name.
    func write(_ bytes: [UInt8], as name: String) -> Bool {
        let folder = path + "/" + name.prefix(2)
        let final = folder + "/" + name + ".bin"
        if unsafe access(final, F_OK) == 0 { return true }
        unsafe mkdir(folder, 0o700)
        let draft = final + ".\(getpid()).tmp"
        guard writeDraft(bytes, draft) else {
            unsafe unlink(draft)
            return false
        }
        guard unsafe rename(draft, final) == 0 else { return false }
        return flush(folder)
    }

    /// The bytes of a file, nil when there is none.
    func read(_ name: String) -> [UInt8]? {
        let descriptor = unsafe open(
            path + "/" + name.prefix(2) + "/" + name + ".bin",
            O_RDONLY | O_CLOEXEC
        )
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += piece.prefix(count)
        }
    }

    private func writeDraft(_ bytes: [UInt8], _ draft: String) -> Bool {
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor,
                    buffer.baseAddress.map { unsafe $0 + written },
                    buffer.count - written
                )
            }
            guard count > 0 else { return false }
            written += count
        }
        return fsync(descriptor) == 0
    }

    private func flush(_ folder: String) -> Bool {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
