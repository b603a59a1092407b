/// How many cells have which verdict.
public struct VerdictTally: Equatable, Sendable {
    /// Kept by the gateway.
    public private(set) var here = 0
    /// Carried whole.
    public private(set) var exact = 0
    /// Carried with losses.
    public private(set) var lossy = 0
    /// Refused.
    public private(set) var unsupported = 0

    init(_ cells: [Matrix.Cell]) {
        for cell in cells {
            switch cell.verdict {
            case .here: here += 1
            case .exact: exact += 1
            case .lossy: lossy += 1
            case .unsupported: unsupported += 1
            }
        }
    }
}
