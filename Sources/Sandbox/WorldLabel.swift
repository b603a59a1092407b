internal import Canonical

/// A label of an account, and the chats it is on.
struct WorldLabel {
    /// A small number as text.
    let id: String
    var name: String
    /// 0-19.
    var color: Int
    /// The chats it is on, by the key of the other person or the group's JID, in the order put on.
    var chats: [String] = []

    /// The label as the account sees it.
    var view: Label { Label(id: id, name: name, color: color) }
}
