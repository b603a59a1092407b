internal import Glibc

/// The name that debuggers and profilers show for a thread.
public enum ThreadName {
    /// Names the calling thread; what is over 15 bytes is cut off, and a failure changes nothing.
    public static func set(_ name: String) {
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = Array(name.utf8.prefix(15)).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        close(file)
    }
}
