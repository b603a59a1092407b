internal import Canonical
internal import Observability

/// When issued keys were last used, until that is written down.
///
/// One entry for each key that opened something since the last time.
final class KeyUses: Sendable {
    private static let minute: Int64 = 60_000

    private let last = Lock([String: Timestamp]())

    /// Notes that a key opened something at that moment, to the minute.
    func note(_ key: String, at moment: Timestamp) {
        let milliseconds = moment.milliseconds
        let minute = Timestamp(milliseconds: milliseconds - milliseconds % Self.minute)
        last.withLock { $0[key] = minute }
    }

    /// What was noted since the last call.
    func take() -> [String: Timestamp] {
        last.withLock { last in
            defer { last = [:] }
            return last
        }
    }

    /// Notes again what could not be written down, where nothing newer was noted since.
    func giveBack(_ uses: [String: Timestamp]) {
        last.withLock { $0.merge(uses) { newer, _ in newer } }
    }
}
