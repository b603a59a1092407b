internal import CLinux

/// How malloc's heaps grow.
public enum HeapStep {
    /// Has them grow by a mebibyte at a time, of which only what is used becomes resident.
    ///
    /// By itself malloc makes a heap writable a page at a time, one call to the kernel for each: those
    /// of a start's threads took a tenth of it. With a step of its own malloc does not adapt what it
    /// maps by itself any more, which let the room of large bodies stay for good: blocks of 4 MiB are
    /// mapped, and given back when they are free.
    public static func widen() { clinux_set_heap_step(1 << 20, 4 << 20) }
}
