public import DialectKit

/// The dialects that are spoken, by name.
public struct Speeches: Sendable {
    private let speeches: [DialectID: UpstreamSpeech]
    /// The dialects, in the order given.
    public let all: [UpstreamSpeech]

    /// Takes the dialects.
    public init(_ all: [UpstreamSpeech]) {
        self.all = all
        speeches = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// One of them, nil when it is not spoken.
    public subscript(_ id: DialectID) -> UpstreamSpeech? { speeches[id] }
}
