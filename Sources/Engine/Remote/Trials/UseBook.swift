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

    private let counts = Lock<[Key: Int]>([:])

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
        counts.withLock { counts in
            if counts.count < Self.limit { counts[key, default: 0] += 1 } else { counts[key]? += 1 }
        }
    }

    /// Takes everything out.
    func drain() -> [InstanceID: [CommandUse]] {
        let taken = counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
        return Dictionary(grouping: taken, by: \.key.instance).mapValues { entries in
            entries.map { CommandUse(shape: $0.key.shape, day: $0.key.day, count: $0.value) }
        }
    }

    /// Puts back what could not be written down.
    func restore(_ uses: [InstanceID: [CommandUse]]) {
        counts.withLock { counts in
            for (instance, uses) in uses {
                for use in uses where counts.count < Self.limit {
                    let key = Key(instance: instance, day: use.day, shape: use.shape)
                    counts[key, default: 0] += use.count
                }
            }
        }
    }
}
