public import Upstreams

/// What the control API knows of the dialects that are spoken.
public struct SpokenMeans: Sendable {
    /// The dialects.
    public var speeches: Speeches
    /// Carries conversations out, nil where no upstream can be reached.
    public var upstreams: HTTPUpstreams?
    /// Where upstreams fetch files that were given inline, nil for nowhere.
    public var shelf: ShareShelf?

    /// Gathers them; nothing is spoken unless it is given.
    public init(
        speeches: Speeches = Speeches([]),
        upstreams: HTTPUpstreams? = nil,
        shelf: ShareShelf? = nil
    ) {
        self.speeches = speeches
        self.upstreams = upstreams
        self.shelf = shelf
    }
}

extension ControlPlane {
    /// The dialects that are spoken.
    var speeches: Speeches { spoken.speeches }

    /// Where upstreams fetch files.
    var shelf: ShareShelf? { spoken.shelf }
}
