internal import Canonical

/// One way of one instance.
struct LegKey: Hashable {
    let instance: InstanceID
    let upstream: UpstreamID

    init(_ instance: InstanceID, _ upstream: UpstreamID) {
        self.instance = instance
        self.upstream = upstream
    }
}

/// What an upstream calls a message.
struct PairKey: Hashable {
    let leg: LegKey
    let id: MessageID
}

/// The key of something that was told of an instance.
struct ToldKey: Hashable {
    let instance: InstanceID
    let key: String
}

/// Who told of something.
enum Told {
    /// Somebody did.
    case heard
    /// Of a message: we did, for it is what a send of ours became.
    case claimed
}

/// A message on its way to one reader, or to its only one.
struct ProgressKey: Hashable {
    let instance: InstanceID
    let message: MessageID
    let participant: Address?
}

/// What is known of a way without anything being durable.
struct LegSigns {
    /// When anything was last heard from it, nil before it was.
    var at: Timestamp?
    /// Since when a send that it made has had no word of it, nil while none has.
    var awaitsSince: Timestamp?
    /// How it said the link stands, nil before it said so.
    var state: LinkState?
    /// The account it said is linked, nil before it said so.
    var account: LinkedAccount?
    /// Whether it claims to be connected and is not.
    var isStalled = false
    /// From when on it is asked about numbers again, nil when it is at any time.
    var checksAgainAt: Timestamp?
}
