internal import Engine

/// A stretch of rows that one commit appended, as an instance's events find it.
struct Run: InsertableRow {
    let instance: Int64
    /// The number of its first row; rows of other instances may lie between it and the last one.
    let first: Int64
    private(set) var last: Int64
    /// The last event in it.
    private(set) var event: Int64
    /// The last journal number in it, nil in a run of receipts.
    private(set) var command: Int64?

    static let insertion = Insertion(
        into: "runs",
        columns: "instance, event, command, first, last"
    )

    /// A run of one row.
    init(instance: Int64, row number: Int64, event: Int64, command: Int64?) {
        self.instance = instance
        first = number
        last = number
        self.event = event
        self.command = command
    }

    /// Makes the run longer by a row.
    mutating func append(_ number: Int64, event: Int64, command: Int64?) {
        last = number
        self.event = event
        self.command = command
    }

    func bind(_ binder: inout Binder, instance number: Int64) {
        binder.int(number)
        binder.int(event)
        binder.int(command)
        binder.int(first)
        binder.int(last)
    }
}

/// The runs of what a transaction appends: one for each instance, and a further one after so many
/// rows.
struct RunRows {
    /// How many rows a run spans at most, those of other instances among them: whoever looks for a
    /// row of an instance reads no more.
    static let limit = 64

    private var runs: [Run] = []
    private var rowCount = 0
    /// The run that a row was added to last.
    private var latest = 0

    /// Whether the runs are as long as they may be, and must be taken before another row.
    var isFull: Bool { rowCount >= Self.limit }

    /// Notes a row; numbers rise from row to row, and so do events within an instance.
    mutating func add(_ number: Int64, of instance: Int64, event: Int64, command: Int64? = nil) {
        rowCount += 1
        if latest >= runs.count || runs[latest].instance != instance {
            guard let found = runs.firstIndex(where: { $0.instance == instance }) else {
                latest = runs.count
                runs.append(Run(instance: instance, row: number, event: event, command: command))
                return
            }
            latest = found
        }
        runs[latest].append(number, event: event, command: command)
    }

    /// Gives the runs and begins again.
    mutating func take() -> [Run] {
        defer { self = RunRows() }
        return runs
    }
}
