internal import Engine

extension Schema {
    /// Version 2: endpoints in the place of webhooks, deliveries, keys, and numbers that outlive
    /// the rows they were given to.
    ///
    /// Little is added to what a send writes while nobody listens: one column each of the event and
    /// the message, no index.
    static let secondStep = Step(
        [greatestNumbers, endpoints, deliveries, lanes, keys].joined(separator: "\n"),
        finish: WebhookMove.run
    )

    /// The greatest numbers that were removed; what comes later goes on after them.
    ///
    /// No commands are removed yet, so that their column stays 0.
    private static let greatestNumbers = """
        ALTER TABLE instance_numbers ADD COLUMN removed_events INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE instance_numbers ADD COLUMN removed_commands INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE events ADD COLUMN request_id TEXT;
        ALTER TABLE messages ADD COLUMN client_source TEXT;
        """

    /// A removed endpoint stays for its deliveries, without what can be opened again.
    static let endpoints = """
        CREATE TABLE endpoints (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            dialect TEXT NOT NULL,
            tenant TEXT NOT NULL,
            instance INTEGER REFERENCES instance_numbers (number),
            slot TEXT NOT NULL,
            url BLOB,
            secret BLOB,
            is_secret_chosen INTEGER NOT NULL,
            standard_secrets BLOB,
            is_enabled INTEGER NOT NULL,
            disabled_reason TEXT,
            instances TEXT NOT NULL,
            events TEXT NOT NULL,
            options TEXT NOT NULL,
            base_url TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            removed_at INTEGER
        ) STRICT;
        CREATE INDEX endpoints_removed ON endpoints (removed_at) WHERE removed_at IS NOT NULL;
        """

    /// `turn` orders the open rows of a lane; it is the row's number unless it was replayed.
    ///
    /// What lists show of the event is kept beside it, for the event may be removed earlier. The
    /// indexes are, in this order: a lane's open rows; the events that are needed; an endpoint's
    /// rows, newest last; those given up; what is over, by whether its body is still there. The
    /// state is in two of them so that counting reads nothing else.
    static let deliveries = """
        CREATE TABLE deliveries (
            number INTEGER PRIMARY KEY,
            turn INTEGER NOT NULL,
            id TEXT NOT NULL UNIQUE,
            endpoint INTEGER NOT NULL REFERENCES endpoints (number),
            instance INTEGER NOT NULL REFERENCES instance_numbers (number),
            sequence INTEGER NOT NULL,
            lane TEXT NOT NULL,
            event_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT,
            state INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            due_at INTEGER,
            last_status INTEGER,
            last_error TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            delivered_at INTEGER,
            body BLOB
        ) STRICT;
        CREATE INDEX deliveries_open ON deliveries (endpoint, lane, turn, state)
            WHERE state < 4;
        CREATE INDEX deliveries_needed ON deliveries (instance, sequence) WHERE state < 6;
        CREATE INDEX deliveries_endpoint ON deliveries (endpoint);
        CREATE INDEX deliveries_dead ON deliveries (endpoint, state) WHERE state = 4;
        CREATE INDEX deliveries_over ON deliveries (state, body IS NULL, updated_at)
            WHERE state >= 4;
        """

    /// One row for each chat with something open, so that looking for what is due costs the same
    /// however much waits behind it.
    static let lanes = """
        CREATE TABLE lanes (
            endpoint INTEGER NOT NULL REFERENCES endpoints (number),
            lane TEXT NOT NULL,
            head INTEGER NOT NULL REFERENCES deliveries (number),
            due_at INTEGER NOT NULL,
            PRIMARY KEY (endpoint, lane)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX lanes_due ON lanes (due_at, head, endpoint);
        """

    static let keys = """
        CREATE TABLE api_keys (
            id TEXT NOT NULL PRIMARY KEY,
            dialect TEXT NOT NULL,
            tenant TEXT NOT NULL,
            instance TEXT,
            realm TEXT NOT NULL,
            digest BLOB NOT NULL,
            name TEXT NOT NULL,
            prefix TEXT NOT NULL,
            scopes TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            last_used_at INTEGER,
            revoked_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX api_keys_revoked ON api_keys (revoked_at) WHERE revoked_at IS NOT NULL;
        """
}
