internal import Engine
internal import Glibc
internal import Observability

/// Brings a file to the newest schema when a store is opened.
struct Migration {
    let schema: Schema
    let sealer: any Sealer
    let log: Log

    /// Refuses what is not ours or newer, copies what is older, and applies the missing steps; an
    /// empty file has all tables at once.
    ///
    /// The steps and the new version are one transaction; the copy,
    /// `<file>.before-<new version>`, is durable before it begins and replaces an earlier one of
    /// that name.
    func run(on connection: Connection, at path: String) throws(StoreError) {
        let version = try connection.integer("PRAGMA user_version") ?? 0
        try judge(version, connection, path)
        guard version < schema.version else { return }
        if version > 0 { try keepCopy(of: connection, at: path) }
        try connection.transaction { () throws(StoreError) in
            if version == 0, let whole = schema.whole {
                try connection.execute(whole)
            } else {
                try apply(schema.steps[Int(version)...], to: connection)
            }
            try connection.execute(
                """
                PRAGMA application_id = \(Schema.applicationID);
                PRAGMA user_version = \(schema.version);
                """
            )
        }
        guard version > 0 else { return }
        log(.info, "store schema changed", ["from": "\(version)", "to": "\(schema.version)"])
    }

    private func apply(
        _ steps: ArraySlice<Schema.Step>,
        to connection: Connection
    ) throws(StoreError) {
        for step in steps {
            try connection.execute(step.script)
            try step.finish?(connection, sealer)
        }
    }

    private func judge(
        _ version: Int64,
        _ connection: Connection,
        _ path: String
    ) throws(StoreError) {
        let isEmpty = try connection.integer("SELECT count(*) FROM sqlite_schema") == 0
        if isEmpty, version == 0 { return }
        guard version > 0,
            try connection.integer("PRAGMA application_id") == Schema.applicationID
        else { throw StoreError(.incompatible, "\(path) is another program's database") }
        guard version <= schema.version else {
            let known = schema.version
            throw StoreError(
                .incompatible,
                "\(path) has schema \(version) of a newer release; this one knows \(known)"
            )
        }
    }

    private func keepCopy(of connection: Connection, at path: String) throws(StoreError) {
        let copy = "\(path).before-\(schema.version)"
        unlink(copy)
        try DatabaseCopy.write(connection, to: copy)
    }
}
