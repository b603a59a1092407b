/// An object whose members keep their order.
///
/// Setting a key a second time replaces the value and keeps the first place, as in JavaScript. Keys
/// are the same when their code points are. Two objects are equal when their members are equal in
/// the same order, for clients see the order.
public struct JSONObject: Sendable {
    /// The most members that are searched one by one; with more, a hashed index answers.
    ///
    /// Vendors' objects have up to some thirty, whose keys differ in their lengths: making an index
    /// costs more than all the looks that are taken at one.
    private static let linearLimit = 32
    /// How many members the first one makes room for.
    private static let firstRoom = 8

    private var kept: [Member] = []
    /// Where the members are, when they are too many to be searched one by one.
    private var index: [JSONKey: Int]?

    /// Makes an object without members.
    public init() {}

    /// Makes an object in the order given; the last of duplicate keys wins, at the first's place.
    public init(_ members: [(String, JSONValue)]) {
        kept.reserveCapacity(members.count)
        for (key, value) in members { set(key, value) }
    }

    /// The members in order, no key twice.
    public var members: Members { Members(kept) }

    /// How many members there are.
    public var count: Int { kept.count }

    /// The keys in order.
    public var keys: [String] { kept.map(\.key) }

    /// The value of that member; setting nil removes it.
    ///
    /// - Complexity: Constant, except that removing takes one pass over the members.
    public subscript(_ key: String) -> JSONValue? {
        get { position(of: key).map { kept[$0].value } }
        set {
            if let newValue { set(key, newValue) } else { remove(key) }
        }
    }

    /// Whether there is such a member, be it `null`.
    public func contains(_ key: String) -> Bool {
        position(of: key) != nil
    }

    /// Appends the member, or replaces the value of the one with that key.
    mutating func set(_ key: String, _ value: JSONValue) {
        if let position = position(of: key) {
            kept[position].value = value
        } else {
            append(key, value)
        }
    }

    /// Appends a member whose key is not there yet.
    mutating func append(_ key: String, _ value: JSONValue) {
        // Growing from one by doubling would move the members of a usual object three times.
        if kept.isEmpty { kept.reserveCapacity(Self.firstRoom) }
        kept.append(Member(key: key, value: value))
        if kept.count == Self.linearLimit + 1 {
            rebuildIndex()
        } else if kept.count > Self.linearLimit {
            index?[JSONKey(key)] = kept.count - 1
        }
    }

    private mutating func remove(_ key: String) {
        guard let position = position(of: key) else { return }
        kept.remove(at: position)
        rebuildIndex()
    }

    private func position(of key: String) -> Int? {
        if let index { return index[JSONKey(key)] }
        // A closure would be given each member, its value copied for nothing.
        for place in kept.indices where kept[place].key.hasSameCodePoints(as: key) {
            return place
        }
        return nil
    }

    private mutating func rebuildIndex() {
        guard kept.count > Self.linearLimit else {
            index = nil
            return
        }
        var places: [JSONKey: Int] = [:]
        for position in kept.indices { places[JSONKey(kept[position].key)] = position }
        index = places
    }
}

extension JSONObject: Equatable {
    /// Whether both have equal members in the same order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.kept.elementsEqual(right.kept) {
            $0.key.hasSameCodePoints(as: $1.key) && $0.value == $1.value
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Makes an object in the order written; the last of duplicate keys wins.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}
