internal import Canonical
internal import CanonicalJSON
internal import Engine
internal import Wire

extension StateLoader {
    /// Reads upstreams, routes and what is uncertain about sends.
    func loadUpstreams(_ state: inout StoredState) throws(StoreError) {
        let sealer = sealer
        state.upstreams = try rows("SELECT id, body FROM upstreams ORDER BY id") {
            (row: inout Row) throws(StoreError) in
            try row.opened(UpstreamID(row.text()).sealContext, sealer)
        }
        let routes = try rows(
            """
            SELECT n.id, r.body FROM routes r JOIN instance_numbers n ON n.number = r.instance
            """
        ) { (row: inout Row) throws(StoreError) -> (InstanceID, InstanceRoute) in
            let instance = InstanceID(row.text())
            return (instance, try row.opened(instance.routeSealContext, sealer))
        }
        state.routes = Dictionary(routes) { $1 }
        state.uncertain = try uncertain()
        for (instance, lid, phone) in try identities() {
            state.identities[instance, default: [:]][lid] = phone
        }
    }

    private func uncertain() throws(StoreError) -> [UncertainSend] {
        try rows(
            """
            SELECT \(CommandRecord.columns), p.recipient, p.echo FROM pending_sends p
            JOIN commands c ON c.instance = p.instance AND c.sequence = p.sequence
            JOIN instance_numbers n ON n.number = p.instance
            WHERE c.outcome IN (0, 3) ORDER BY p.instance, p.sequence
            """
        ) { (row: inout Row) throws(StoreError) in
            let record = try CommandRecord(row: &row)
            guard let recipient = Address(parsing: row.text()) else {
                throw StoreError(.incompatible, "a stored address cannot be read")
            }
            return UncertainSend(
                record: record,
                recipient: recipient,
                echo: UInt64(bitPattern: row.int())
            )
        }
    }

    private func identities() throws(StoreError) -> [(InstanceID, String, PhoneNumber)] {
        try rows(
            """
            SELECT n.id, i.lid, i.phone FROM identities i
            JOIN instance_numbers n ON n.number = i.instance
            """
        ) { (row: inout Row) throws(StoreError) in
            let instance = InstanceID(row.text())
            let lid = row.text()
            guard let phone = PhoneNumber(row.text()) else {
                throw StoreError(.incompatible, "a stored number cannot be read")
            }
            return (instance, lid, phone)
        }
    }
}

extension Row {
    /// The value whose JSON the column was sealed from.
    fileprivate mutating func opened<Value: JSONRepresentable>(
        _ context: String,
        _ sealer: any Sealer
    ) throws(StoreError) -> Value {
        guard let text = try sealedText(context, sealer) else {
            throw StoreError(.incompatible, "a sealed value is missing")
        }
        do {
            return try Value(json: JSONReader.read(text: text))
        } catch {
            throw StoreError(.incompatible, "a sealed value is damaged")
        }
    }
}
