internal import Glibc

/// What a thread that works in turns does at the end of each, so that what came together in one
/// turn is told once.
public final class TurnEnd {
    private var work: [() -> Void] = []
    private var home: Home?

    /// Nothing to do yet, on no thread.
    public init() {}

    /// Where the calling thread can be reached by others, nil for one without turns.
    public static var home: Home? {
        guard let current = pthread_getspecific(key) else { return nil }
        return Unmanaged<TurnEnd>.fromOpaque(current).takeUnretainedValue().home
    }

    /// Does the work when the calling thread's present turn is over; at once on one without turns.
    ///
    /// What such work puts off itself is done at the end of the next turn, which does not begin for it.
    public static func perform(_ body: @escaping () -> Void) {
        guard let current = pthread_getspecific(key) else { return body() }
        Unmanaged<TurnEnd>.fromOpaque(current).takeUnretainedValue().work.append(body)
    }

    /// Begins to collect what the calling thread puts off, until ``leave()``.
    ///
    /// The thread must hold on to it meanwhile and call ``run()`` after each turn.
    public func adopt(home: Home? = nil) {
        self.home = home
        pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Does what was put off in this turn.
    public func run() {
        guard !work.isEmpty else { return }
        var due: [() -> Void] = []
        swap(&due, &work)
        for body in due { body() }
    }

    /// Does what is left; the thread puts off nothing more.
    public func leave() {
        pthread_setspecific(Self.key, nil)
        home = nil
        run()
    }

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()
}
