internal import Canonical

/// A call that rings.
struct OpenCall {
    let id: String
    let caller: Person
    /// Those whose phones ring.
    let callees: [Person]
    /// The group that is called, nil for a call to one person.
    let group: WorldGroup?
    let isVideo: Bool

    /// The call as its callees see it.
    var view: Call {
        Call(
            id: id,
            from: caller.address,
            lid: caller.phone.lid,
            group: group?.address,
            isVideo: isVideo
        )
    }
}
