extension Schema {
    /// The tables that all steps together lead to, so that a new file need not be led through them.
    ///
    /// What no step changed is the step's own text.
    static let wholeScript = [
        owners, numbers, instances, commands, messagesAndEvents, documents, endpoints, deliveries,
        lanes, keys, routes, told, trials, progress, origins, sends(named: "sends"), references,
        receipts, runs, view,
    ].joined(separator: "\n")

    /// The numbers of instances, with the greatest numbers that were removed.
    private static let numbers = """
        CREATE TABLE instance_numbers (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            removed_events INTEGER NOT NULL DEFAULT 0,
            removed_commands INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        """

    private static let messagesAndEvents = """
        CREATE TABLE messages (
            number INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            id TEXT NOT NULL,
            chat TEXT NOT NULL,
            sender TEXT NOT NULL,
            sender_name TEXT NOT NULL,
            is_from_me INTEGER NOT NULL,
            is_from_api INTEGER NOT NULL,
            sent_at INTEGER NOT NULL,
            content TEXT NOT NULL,
            quoted TEXT,
            is_forwarded INTEGER NOT NULL,
            status INTEGER NOT NULL,
            revoked_at INTEGER,
            client_reference TEXT,
            client_source TEXT,
            UNIQUE (instance, id)
        ) STRICT;

        CREATE TABLE events (
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            sequence INTEGER NOT NULL,
            id TEXT NOT NULL,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            cause TEXT,
            request_id TEXT,
            PRIMARY KEY (instance, sequence)
        ) STRICT;
        """
}
