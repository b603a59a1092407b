import Glibc

/// The few calls into the file system that the kit needs.
enum Files {
    /// What the system said.
    struct Failure: Error, CustomStringConvertible {
        let action: String
        let code: Int32

        var description: String {
            let text = unsafe strerror(code).map { unsafe String(cString: $0) }
            return "\(action): \(text ?? "error \(code)")"
        }
    }

    /// The greatest file that is read.
    private static let limitBytes = 64 * 1024 * 1024

    /// The paths, relative to the folder, of all files below it that end so.
    static func paths(below folder: String, suffix: String) throws(Failure) -> [String] {
        var found: [String] = []
        for name in try names(in: folder) where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            if isFolder(path) {
                found += try paths(below: path, suffix: suffix).map { "\(name)/\($0)" }
            } else if name.hasSuffix(suffix) {
                found.append(name)
            }
        }
        return found
    }

    /// A file's bytes.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(action: "cannot open", code: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            }
            guard count >= 0 else { throw Failure(action: "cannot read", code: errno) }
            guard count > 0 else { return bytes }
            bytes += chunk.prefix(count)
            guard bytes.count <= limitBytes else {
                throw Failure(action: "cannot read", code: EFBIG)
            }
        }
    }

    /// Replaces a file's content; the file is readable by everybody who may read its folder.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure(action: "cannot create", code: errno) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            guard count > 0 else { throw Failure(action: "cannot write", code: errno) }
            rest = rest.dropFirst(count)
        }
    }

    private static func names(in folder: String) throws(Failure) -> [String] {
        guard let stream = unsafe opendir(folder) else {
            throw Failure(action: "cannot open", code: errno)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            // `d_name` ends with a nought inside the entry, which lives until the next call.
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            names.append(name)
        }
        return names
    }

    private static func isFolder(_ path: String) -> Bool {
        var info = stat()
        return unsafe stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    }
}
