extension Schema {
    /// Version 1.
    ///
    /// Instances have a small number inside the file, given at their first mention, so that the
    /// rows of a send stay short and the order of changes in a transaction does not matter.
    ///
    /// The rows of a send lie in the order they came, whatever their instance, with one small index
    /// each. Measured with 64 busy instances, that is 3.3 pages to sync a send; tables that are
    /// ordered by instance (`WITHOUT ROWID`) take 5.0, for each send then meets pages of its own.
    static let firstStep = Step(
        [
            owners, firstNumbers, instances, commands, firstMessages, firstEvents, webhooks,
            documents,
        ]
        .joined(separator: "\n")
    )

    static let owners = """
        CREATE TABLE tenants (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE credentials (
            realm TEXT NOT NULL,
            digest BLOB NOT NULL,
            tenant TEXT NOT NULL,
            instance TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (realm, digest, tenant, instance)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX credentials_instance ON credentials (instance) WHERE instance <> '';
        """

    private static let firstNumbers = """
        CREATE TABLE instance_numbers (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE
        ) STRICT;
        """

    static let instances = """
        CREATE TABLE instances (
            number INTEGER PRIMARY KEY REFERENCES instance_numbers (number),
            tenant TEXT NOT NULL,
            name TEXT NOT NULL,
            names TEXT NOT NULL,
            tokens BLOB,
            metadata TEXT NOT NULL,
            extras TEXT NOT NULL,
            state TEXT NOT NULL,
            account TEXT,
            is_available INTEGER NOT NULL,
            upstream TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            last_seen_at INTEGER,
            last_disconnect TEXT,
            removed_at INTEGER
        ) STRICT;
        """

    static let commands = """
        CREATE TABLE commands (
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            sequence INTEGER NOT NULL,
            id TEXT NOT NULL,
            tenant TEXT NOT NULL,
            name TEXT NOT NULL,
            dialect TEXT NOT NULL,
            upstream TEXT NOT NULL,
            request_id TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            client_reference TEXT,
            idempotency_key TEXT,
            fingerprint INTEGER,
            outcome INTEGER NOT NULL,
            failure TEXT,
            message TEXT,
            send_id TEXT,
            losses TEXT,
            PRIMARY KEY (instance, sequence)
        ) STRICT;
        CREATE INDEX commands_references ON commands (received_at)
            WHERE client_reference IS NOT NULL OR idempotency_key IS NOT NULL;
        CREATE INDEX commands_unfinished ON commands (instance, sequence) WHERE outcome = 0;
        """

    private static let firstMessages = """
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
            UNIQUE (instance, id)
        ) STRICT;
        """

    private static let firstEvents = """
        CREATE TABLE events (
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            sequence INTEGER NOT NULL,
            id TEXT NOT NULL,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            cause TEXT,
            PRIMARY KEY (instance, sequence)
        ) STRICT;
        """

    private static let webhooks = """
        CREATE TABLE webhooks (
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            dialect TEXT NOT NULL,
            id TEXT NOT NULL,
            url TEXT NOT NULL,
            secret BLOB,
            is_enabled INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (instance, dialect)
        ) STRICT, WITHOUT ROWID;
        """

    static let documents = """
        CREATE TABLE documents (
            space TEXT NOT NULL,
            key TEXT NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (space, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE probes (
            number INTEGER PRIMARY KEY,
            filler BLOB NOT NULL
        ) STRICT;
        """
}
