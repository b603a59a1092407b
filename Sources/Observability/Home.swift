internal import Glibc

/// Where a thread that works in turns can be reached by others.
///
/// What is decided on another thread for many of its waiters at once is told with one call, and what
/// they kept is let go of where it was made.
public final class Home: Sendable {
    private let post: @Sendable (@escaping @Sendable () -> Void) -> Void

    /// Reaches a thread by that; it may be called from any thread.
    public init(post: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {
        self.post = post
    }

    /// Has the thread do that in one of its turns; a thread that has ended does it never.
    public func perform(_ work: @escaping @Sendable () -> Void) { post(work) }
}
