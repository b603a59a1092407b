/// Variants of a command that have the same fate on every upstream, for a shorter table.
struct RowGroup: Equatable {
    /// The command's name; nil for what a dialect answers without one.
    let command: String?
    /// The variants, empty for commands that have none.
    private(set) var variants: [String]
    /// The cells that they share.
    let cells: [Matrix.Cell]
    /// Whether the gateway carries it out itself.
    let isHere: Bool

    /// Brings rows of one operation together, each at the place of the first of its kind.
    static func groups(_ rows: [Matrix.Row]) -> [RowGroup] {
        var groups: [RowGroup] = []
        for row in rows {
            let place = groups.firstIndex { $0.command == row.command && $0.cells == row.cells }
            if let place, let variant = row.variant {
                groups[place].variants.append(variant)
            } else {
                groups.append(RowGroup(row))
            }
        }
        return groups
    }

    private init(_ row: Matrix.Row) {
        command = row.command
        variants = row.variant.map { [$0] } ?? []
        cells = row.cells
        isHere = row.isHere
    }
}
