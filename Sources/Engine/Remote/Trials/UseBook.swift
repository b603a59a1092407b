internal import Canonical
internal import Observability

/// How instances' clients used commands since the last flush.
///
/// Bounded: a way of using a command that is one too many is not counted until the next flush.
final class UseBook: Sendable {
    private struct Key: Hashable {
        let instance: InstanceID
        let day: Int
        let shape: CommandUse.Shape

        /// One hash over all texts, each of which is a word of the program's own.
        func hash(into hasher: inout Hasher) {
            var hash = FNV1a.hash(instance.text.utf8)
            hash = FNV1a.hash(shape.dialect.text.utf8, after: hash)
            hash = FNV1a.hash(shape.command.utf8, after: hash)
            if let variant = shape.variant { hash = FNV1a.hash(variant.utf8, after: hash) }
            for field in shape.fields { hash = FNV1a.hash(field.utf8, after: hash) }
            hasher.combine(hash)
        }
    }

    private static let limit = 100_000

    /// A key that came several times, one after the other.
    private final class Run {
        let key: Key
        var count = 1

        init(of key: Key) { self.key = key }
    }

    /// What was counted.
    private struct Counts {
        private var byKey: [Key: Int] = [:]
        /// The last key's: most clients do the same again and again, and then nothing is looked up.
        private var run: Run?

        mutating func add(_ key: Key) {
            if let run, run.key == key {
                run.count += 1
            } else {
                endRun()
                run = Run(of: key)
            }
        }

        /// Adds a count, unless that were one key too many.
        mutating func add(_ count: Int, of key: Key) {
            if byKey.count < UseBook.limit {
                byKey[key, default: 0] += count
            } else {
                byKey[key]? += count
            }
        }

        /// Takes everything out.
        mutating func drain() -> [Key: Int] {
            endRun()
            defer { byKey = [:] }
            return byKey
        }

        private mutating func endRun() {
            guard let ended = run.take() else { return }
            add(ended.count, of: ended.key)
        }
    }

    private let counts = Lock(Counts())

    /// Counts one.
    func count<C: Command>(_ command: C, _ caller: Caller, at now: Timestamp) {
        guard let instance = caller.instance else { return }
        let fields = command.fields
        let shape = CommandUse.Shape(
            dialect: caller.dialect,
            command: C.traits.name,
            variant: command.variant,
            fields: fields.count > 1 ? fields.sorted() : fields
        )
        let key = Key(instance: instance, day: Int(now.seconds / 86_400), shape: shape)
        counts.withLock { $0.add(key) }
    }

    /// Takes everything out.
    func drain() -> [InstanceID: [CommandUse]] {
        let taken = counts.withLock { $0.drain() }
        return Dictionary(grouping: taken, by: \.key.instance).mapValues { entries in
            entries.map { CommandUse(shape: $0.key.shape, day: $0.key.day, count: $0.value) }
        }
    }

    /// Puts back what could not be written down.
    func restore(_ uses: [InstanceID: [CommandUse]]) {
        counts.withLock { counts in
            for (instance, uses) in uses {
                for use in uses {
                    let key = Key(instance: instance, day: use.day, shape: use.shape)
                    counts.add(use.count, of: key)
                }
            }
        }
    }
}
