internal import Glibc

/// Small files of the operator: keys, tokens, configuration, reports.
enum Files {
    /// The bytes of a file, nil when it cannot be read.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += piece.prefix(count)
        }
    }

    /// Writes a file for its owner alone: as a draft, flushed, then moved to its place.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) -> Bool {
        place(bytes, mode, beside: path) { draft in rename(draft, path) == 0 }
    }

    /// Writes a file likewise where there is none; false when there is one, whoever was quicker.
    static func create(_ bytes: [UInt8], at path: String, mode: mode_t = 0o600) -> Bool {
        place(bytes, mode, beside: path) { draft in
            if link(draft, path) == 0 { return unlink(draft) == 0 }
            // A file system without links cannot say who was quicker.
            return errno != EEXIST && access(path, F_OK) != 0 && rename(draft, path) == 0
        }
    }

    private static func place(
        _ bytes: [UInt8],
        _ mode: mode_t,
        beside path: String,
        _ put: (String) -> Bool
    ) -> Bool {
        // Not by the process's number: containers that share a folder may all be number one.
        let draft = path + ".\(String(UInt64.random(in: 0...(.max)), radix: 36)).tmp"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { return false }
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        let isFlushed = count == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isFlushed, put(draft) else {
            unlink(draft)
            return false
        }
        return true
    }

    /// Makes a folder for its owner alone, with the folders above it.
    static func makeFolder(_ path: String) -> Bool {
        var built = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            built += (built.isEmpty || built.hasSuffix("/") ? "" : "/") + part
            mkdir(built, 0o700)
        }
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Removes a folder with everything in it, as far as it can be removed.
    static func removeFolder(_ path: String) {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                        String(cString: $0)
                    }
                }
                guard name != ".", name != ".." else { continue }
                let child = path + "/" + name
                if unlink(child) != 0 { removeFolder(child) }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
