extension Schema {
    /// Version 3: what remote upstreams need; nothing that a send of the sandbox writes.
    static let thirdStep = Step([routes, told, trials].joined(separator: "\n"))

    /// What is configured lies sealed; what upstreams call messages is kept for ever.
    static let routes = """
        CREATE TABLE upstreams (
            id TEXT NOT NULL PRIMARY KEY,
            body BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE routes (
            instance INTEGER PRIMARY KEY REFERENCES instance_numbers (number),
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE upstream_messages (
            number INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            upstream TEXT NOT NULL,
            upstream_id TEXT NOT NULL,
            message TEXT NOT NULL,
            UNIQUE (instance, upstream_id, upstream)
        ) STRICT;
        CREATE INDEX upstream_messages_message ON upstream_messages (instance, message);

        CREATE TABLE pending_sends (
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            sequence INTEGER NOT NULL,
            recipient TEXT NOT NULL,
            echo INTEGER NOT NULL,
            PRIMARY KEY (instance, sequence)
        ) STRICT, WITHOUT ROWID;
        """

    /// The index of received messages is not touched by an account's own.
    static let told = """
        CREATE TABLE told (
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            key TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (instance, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX told_at ON told (at);

        CREATE TABLE identities (
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            lid TEXT NOT NULL,
            phone TEXT NOT NULL,
            PRIMARY KEY (instance, lid)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX messages_received ON messages (instance, chat) WHERE is_from_me = 0;
        """

    static let trials = """
        CREATE TABLE uses (
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            day INTEGER NOT NULL,
            dialect TEXT NOT NULL,
            command TEXT NOT NULL,
            variant TEXT NOT NULL,
            fields TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (instance, day, dialect, command, variant, fields)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX uses_day ON uses (day);

        CREATE TABLE differences (
            number INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            at INTEGER NOT NULL,
            command TEXT NOT NULL,
            variant TEXT,
            candidate TEXT NOT NULL,
            path TEXT NOT NULL,
            primary_value TEXT NOT NULL,
            candidate_value TEXT NOT NULL
        ) STRICT;
        CREATE INDEX differences_instance ON differences (instance);
        CREATE INDEX differences_at ON differences (at);
        """
}
