/// A table of what was put into it last; the oldest entries leave first when there are too many.
struct RecentBook<Key: Hashable, Value> {
    private var entries: [Key: Value] = [:]
    private var order: [Key] = []
    private var oldest = 0
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// The value of a key, nil once it left.
    subscript(_ key: Key) -> Value? {
        get { entries[key] }
        set {
            guard let newValue else {
                // Its place in the order stays, and finds nothing when its turn comes.
                entries[key] = nil
                return
            }
            insert(key, newValue)
        }
    }

    private mutating func insert(_ key: Key, _ value: Value) {
        if entries.updateValue(value, forKey: key) == nil { order.append(key) }
        guard order.count - oldest > limit else { return }
        entries[order[oldest]] = nil
        oldest += 1
        guard oldest > limit else { return }
        order.removeFirst(oldest)
        oldest = 0
    }
}
