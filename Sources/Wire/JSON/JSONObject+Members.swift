extension JSONObject {
    /// A member as it is kept: a struct, for the members of tuples are let go of by generic code.
    @usableFromInline
    struct Member: Sendable {
        @usableFromInline let key: String
        @usableFromInline var value: JSONValue
    }

    /// An object's members in order, no key twice.
    public struct Members: RandomAccessCollection, Sendable {
        @usableFromInline let kept: [Member]

        init(_ kept: [Member]) { self.kept = kept }

        /// Nought.
        @inlinable public var startIndex: Int { 0 }

        /// How many members there are.
        @inlinable public var endIndex: Int { kept.count }

        /// The member at that place.
        @inlinable
        public subscript(_ place: Int) -> (key: String, value: JSONValue) {
            (kept[place].key, kept[place].value)
        }
    }
}
