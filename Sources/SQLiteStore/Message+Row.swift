internal import Canonical
internal import CanonicalJSON
internal import Engine

extension Message: InsertableRow {
    /// The columns that ``init(row:)`` reads, of the messages `m`.
    static let columns = """
        m.id, m.chat, m.sender, m.sender_name, m.is_from_me, m.is_from_api, m.sent_at, m.content,
        m.quoted, m.is_forwarded, m.status, m.revoked_at, m.client_reference,
        m.client_source
        """

    static let insertion = Insertion(
        into: "messages",
        columns: """
            instance, id, chat, sender, sender_name, is_from_me, is_from_api, sent_at, content,
            quoted, is_forwarded, status, revoked_at, client_reference, client_source
            """,
        orReplacing: "instance, id"
    )

    func bind(_ binder: inout Binder, instance number: Int64) {
        binder.int(number)
        binder.text(id.text)
        binder.jid(chat)
        binder.jid(sender)
        binder.text(senderName)
        binder.bool(isFromMe)
        binder.bool(isFromAPI)
        binder.time(sentAt)
        binder.json(serialized: content.serialized)
        binder.json(quoted?.json)
        binder.bool(isForwarded)
        binder.int(status.storedCode)
        binder.time(revokedAt)
        binder.text(clientReference)
        binder.text(clientSource)
    }

    init(row: inout Row) throws(StoreError) {
        self.init(
            id: MessageID(row.text()),
            chat: try Address(stored: row.text()),
            sender: try Address(stored: row.text()),
            senderName: row.text(),
            isFromMe: row.bool(),
            isFromAPI: row.bool(),
            sentAt: row.time(),
            content: try row.value(),
            quoted: try row.optionalValue(),
            isForwarded: row.bool(),
            status: try MessageStatus(storedCode: row.int()),
            revokedAt: row.optionalTime(),
            clientReference: row.optionalText(),
            clientSource: row.optionalText()
        )
    }
}
