extension Schema {
    /// Version 4: a send of an embedded upstream is one row, and so is each sign of its progress.
    ///
    /// What was stored before stays where it is, in `messages`, `events` and `commands`; there is
    /// also what has an endpoint to be told, what failed, and what remote upstreams do.
    ///
    /// A send's number is made out of its message's id, see ``SendNumber``, and rises with every
    /// send: rows are only appended, and the id needs no index. Numbers of journal rows rise with
    /// those of events within an instance, so that one index serves both.
    ///
    /// A message's status is the furthest of its row's and its progress's. Progress goes when its
    /// event does, and leaves its status in the row; a send's own event is gone when its number is
    /// not above its instance's greatest removed one.
    static let fourthStep = Step([firstSends, progress].joined(separator: "\n"))

    private static let firstSends = """
        CREATE TABLE sends (
            number INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            event INTEGER NOT NULL,
            command INTEGER NOT NULL,
            id TEXT NOT NULL,
            chat TEXT NOT NULL,
            sender TEXT NOT NULL,
            sender_name TEXT NOT NULL,
            sent_at INTEGER NOT NULL,
            content TEXT NOT NULL,
            quoted TEXT,
            is_forwarded INTEGER NOT NULL,
            status INTEGER NOT NULL,
            revoked_at INTEGER,
            client_reference TEXT,
            client_source TEXT,
            dialect TEXT NOT NULL,
            upstream TEXT NOT NULL,
            request_id TEXT NOT NULL,
            idempotency_key TEXT,
            fingerprint INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX sends_event ON sends (instance, event);
        CREATE INDEX sends_references ON sends (sent_at)
            WHERE client_reference IS NOT NULL OR idempotency_key IS NOT NULL;
        """

    static let progress = """
        CREATE TABLE progress (
            send INTEGER NOT NULL REFERENCES sends (number),
            event INTEGER NOT NULL,
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            status INTEGER NOT NULL,
            at INTEGER NOT NULL,
            chat TEXT,
            participant TEXT,
            PRIMARY KEY (send, event)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX progress_event ON progress (instance, event);
        """
}
