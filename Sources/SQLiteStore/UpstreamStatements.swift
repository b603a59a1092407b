internal import Canonical
internal import CanonicalJSON
internal import Engine
internal import Wire

/// The statements that write upstreams, routes and what goes with them.
final class UpstreamStatements {
    private let numbers: InstanceNumbers
    private let sealer: any Sealer
    private let upstream: Statement
    private let upstreamRemoved: Statement
    private let route: Statement
    private let routeRemoved: Statement
    private let pair: Statement
    private let pending: Statement
    private let settled: Statement
    private let identity: Statement

    init(
        _ connection: Connection,
        numbers: InstanceNumbers,
        sealer: any Sealer
    ) throws(StoreError) {
        self.numbers = numbers
        self.sealer = sealer
        upstream = try Statement(
            connection,
            "INSERT OR REPLACE INTO upstreams (id, body) VALUES (?1, ?2)"
        )
        upstreamRemoved = try Statement(connection, "DELETE FROM upstreams WHERE id = ?1")
        route = try Statement(
            connection,
            "INSERT OR REPLACE INTO routes (instance, body) VALUES (?1, ?2)"
        )
        routeRemoved = try Statement(connection, "DELETE FROM routes WHERE instance = ?1")
        pair = try Statement(
            connection,
            """
            INSERT INTO upstream_messages (instance, upstream, upstream_id, message)
            VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
            """
        )
        pending = try Statement(
            connection,
            """
            INSERT OR REPLACE INTO pending_sends (instance, sequence, recipient, echo)
            VALUES (?1, ?2, ?3, ?4)
            """
        )
        settled = try Statement(
            connection,
            "DELETE FROM pending_sends WHERE instance = ?1 AND sequence = ?2"
        )
        identity = try Statement(
            connection,
            "INSERT OR REPLACE INTO identities (instance, lid, phone) VALUES (?1, ?2, ?3)"
        )
    }

    func put(_ definition: UpstreamDefinition) throws(StoreError) {
        let body = definition.json.serialized()
        try upstream.run { binder in
            binder.text(definition.id.text)
            binder.blob(sealer.seal(body, context: definition.id.sealContext))
        }
    }

    func remove(_ id: UpstreamID) throws(StoreError) {
        try upstreamRemoved.run { $0.text(id.text) }
    }

    func put(_ route: InstanceRoute?, of instance: InstanceID) throws(StoreError) {
        let number = try numbers.number(of: instance)
        guard let route else { return try routeRemoved.run { $0.int(number) } }
        let body = route.json.serialized()
        try self.route.run { binder in
            binder.int(number)
            binder.blob(sealer.seal(body, context: instance.routeSealContext))
        }
    }

    func put(_ message: UpstreamMessage) throws(StoreError) {
        let number = try numbers.number(of: message.instance)
        try pair.run { binder in
            binder.int(number)
            binder.text(message.upstream.text)
            binder.text(message.upstreamID.text)
            binder.text(message.message.text)
        }
    }

    func await(
        _ sequence: Int64,
        of instance: InstanceID,
        recipient: Address,
        echo: UInt64
    ) throws(StoreError) {
        let number = try numbers.number(of: instance)
        try pending.run { binder in
            binder.int(number)
            binder.int(sequence)
            binder.text(recipient.jid)
            binder.int(Int64(bitPattern: echo))
        }
    }

    func settle(_ sequence: Int64, of instance: InstanceID) throws(StoreError) {
        let number = try numbers.number(of: instance)
        try settled.run { binder in
            binder.int(number)
            binder.int(sequence)
        }
    }

    func put(lid: String, phone: PhoneNumber, of instance: InstanceID) throws(StoreError) {
        let number = try numbers.number(of: instance)
        try identity.run { binder in
            binder.int(number)
            binder.text(lid)
            binder.text(phone.digits)
        }
    }
}

extension UpstreamID {
    /// What the sealed settings of an upstream are bound to.
    var sealContext: String { "upstreams/\(text)" }
}

extension InstanceID {
    /// What the sealed route of an instance is bound to.
    var routeSealContext: String { "routes/\(text)" }
}
