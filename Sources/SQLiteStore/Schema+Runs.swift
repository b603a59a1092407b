extension Schema {
    /// Version 5: sends are found by their events through runs, the first sign of a send's progress
    /// has a row of its number, and a send's row has fewer columns.
    ///
    /// A run is a stretch of rows that one commit appended: it names the last event and the last
    /// journal number that an instance has in it, and the first and last send between which its rows
    /// lie, among those of others. There is one for each commit and instance where an index has an
    /// entry for each row, and a table to which rows are appended by number has no page rewritten
    /// but its last one. A run without a journal number is one of `receipts`, others are of `sends`.
    ///
    /// The first sign of a send's progress is in `receipts` if no later send has one yet; others are
    /// in `progress`, as all were.
    ///
    /// `origins` has what repeats from send to send. A send's id is made of its number and its tail;
    /// `reference` and `extras` are JSON of what few have, see ``SentDetails``. `sent_messages` is
    /// for those who look at the file with SQLite's own tool; nothing here reads it.
    static let fifthStep = Step(
        [
            origins, sends(named: "new_sends"), movedSends, references, receipts, runs, movedRuns,
            view,
        ]
        .joined(separator: "\n")
    )

    static let origins = """
        CREATE TABLE origins (
            number INTEGER PRIMARY KEY,
            sender TEXT NOT NULL,
            sender_name TEXT NOT NULL,
            dialect TEXT NOT NULL,
            upstream TEXT NOT NULL,
            UNIQUE (sender, sender_name, dialect, upstream)
        ) STRICT;
        """

    /// Sends have another name until the old ones are moved.
    static func sends(named name: String) -> String {
        """
        CREATE TABLE \(name) (
            number INTEGER PRIMARY KEY,
            tail INTEGER NOT NULL,
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            origin INTEGER NOT NULL REFERENCES origins (number),
            event INTEGER NOT NULL,
            command INTEGER NOT NULL,
            status INTEGER NOT NULL,
            sent_at INTEGER NOT NULL,
            chat TEXT NOT NULL,
            content TEXT NOT NULL,
            request_id TEXT NOT NULL,
            reference TEXT,
            extras TEXT,
            revoked_at INTEGER
        ) STRICT;
        """
    }

    /// An id that does not end in two hex digits has no tail, and stops the step.
    private static let movedSends = """
        INSERT INTO origins (sender, sender_name, dialect, upstream)
        SELECT DISTINCT sender, sender_name, dialect, upstream FROM sends;

        INSERT INTO new_sends
        SELECT s.number,
            iif(substr(s.id, 21) GLOB '[0-9A-F][0-9A-F]',
                instr('123456789ABCDEF', substr(s.id, 21, 1)) * 16
                    + instr('123456789ABCDEF', substr(s.id, 22)), NULL),
            s.instance, o.number, s.event, s.command, s.status, s.sent_at, s.chat, s.content,
            s.request_id,
            iif(coalesce(s.client_reference, s.idempotency_key, s.fingerprint) IS NULL, NULL,
                json_object('client_reference', s.client_reference,
                    'idempotency_key', s.idempotency_key, 'fingerprint', s.fingerprint)),
            iif(coalesce(s.quoted, s.client_source) IS NULL AND NOT s.is_forwarded, NULL,
                json_object('quoted', json(s.quoted),
                    'is_forwarded', json(iif(s.is_forwarded, 'true', 'false')),
                    'client_source', s.client_source)),
            s.revoked_at
        FROM sends s JOIN origins o ON o.sender = s.sender AND o.sender_name = s.sender_name
            AND o.dialect = s.dialect AND o.upstream = s.upstream
        ORDER BY s.number;

        DROP TABLE sends;
        ALTER TABLE new_sends RENAME TO sends;
        """

    static let references = """
        CREATE INDEX sends_references ON sends (sent_at) WHERE reference IS NOT NULL;
        """

    static let receipts = """
        CREATE TABLE receipts (
            send INTEGER PRIMARY KEY REFERENCES sends (number),
            event INTEGER NOT NULL,
            status INTEGER NOT NULL,
            at INTEGER NOT NULL,
            chat TEXT,
            participant TEXT
        ) STRICT;
        """

    static let runs = """
        CREATE TABLE runs (
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            event INTEGER NOT NULL,
            command INTEGER,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            PRIMARY KEY (instance, event)
        ) STRICT, WITHOUT ROWID;
        """

    private static let movedRuns = """
        INSERT INTO runs
        SELECT instance, max(event), max(command), min(number), max(number) FROM (
            SELECT number, instance, event, command,
                (row_number() OVER (ORDER BY number) - 1) / 64 AS stretch
            FROM sends
        ) GROUP BY instance, stretch ORDER BY 1, 2;
        """

    static let view = """
        CREATE VIEW sent_messages AS
        SELECT printf('3EB0%016X%02X', s.number, s.tail) AS id, n.id AS instance, s.event,
            s.command, o.sender, o.sender_name, s.chat, s.sent_at, s.content,
            max(s.status, ifnull((SELECT p.status FROM receipts p WHERE p.send = s.number), 0),
                ifnull((SELECT max(p.status) FROM progress p WHERE p.send = s.number), 0)
            ) AS status,
            s.revoked_at, s.request_id, o.dialect, o.upstream, s.reference, s.extras
        FROM sends s JOIN origins o ON o.number = s.origin
            JOIN instance_numbers n ON n.number = s.instance;
        """
}
