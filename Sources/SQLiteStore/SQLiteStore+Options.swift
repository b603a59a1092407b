public import Canonical
public import Engine
internal import Glibc

extension SQLiteStore {
    /// What can be chosen about a store.
    public struct Options: Sendable {
        /// How many changes may wait for their commit; a transaction over it is refused.
        public var maximumPendingChanges = 50_000
        /// How many reads may wait for their turn.
        public var maximumPendingReads = 1024
        /// How often committed pages are copied from the log into the database file.
        public var checkpointInterval: Duration = .milliseconds(500)
        /// How long the log grows until it is begun afresh, as soon as no reader needs it.
        ///
        /// A log that was begun afresh is written where there is room already, which costs the disk
        /// half of what growing does.
        public var writeAheadBoundBytes = 8 << 20
        /// How long the log may grow before the writer stops to begin it afresh; when a reader holds it
        /// all the same, how much longer before it stops again.
        public var writeAheadLimitBytes = 64 << 20
        /// How often a store that cannot write tries whether it can again.
        public var probeInterval: Duration = .milliseconds(250)
        /// Called when writing works again after a commit was lost, on the writer's thread.
        ///
        /// Whoever keeps state in memory loads it again here. Until the call returns, only
        /// transactions submitted from within it are accepted; it must not wait for their tickets. What
        /// throws has the store go on refusing, and is called again after the next probe; it must not
        /// have submitted anything then.
        public var onRecovered: @Sendable () throws(StoreError) -> Void = {}
        /// Tells the time, for choosing the references that ``SQLiteStore/load()`` gives.
        public var clock: @Sendable () -> Timestamp = Options.systemClock

        /// The tables to have.
        var schema = Schema.current
        /// The most pages that the file may have, asked before each transaction; nil for no limit.
        var pageLimit: (@Sendable () -> Int)?
        /// A failure to meet in place of a commit, for tests of what follows from one.
        var commitFault: (@Sendable () -> StoreError?)?
        /// A failure to meet in place of copying the log into the database file, or of the file's
        /// sync, for tests of what follows from one; told whose connection would copy.
        var syncFault: (@Sendable (Connection.Purpose) -> StoreError?)?

        /// The usual choices.
        public init() {}

        /// The system's clock.
        @Sendable public static func systemClock() -> Timestamp {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            return Timestamp(
                milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
            )
        }
    }
}
