import DialectKit

/// `labels`: a label was made, changed or deleted.
///
/// Never seen: the part is the vendor's Label object, and `deleted` beside it (all assumed).
enum LabelsEvent {
    static func telling(of view: EventView) -> Telling? {
        guard case .labelChanged(let label) = view.event.payload else { return nil }
        return Telling(.labels, kind: "LabelEdit") { writer in
            writer.member("id", RowID.make(view.owner, "label", label.id))
            writer.member("name", label.name)
            writer.member("color", label.color)
            writer.member("colorHex", hex(label.color))
            writer.member("labelid", label.id)
            writer.member("owner", view.owner)
            writer.member("deleted", label.isDeleted)
        }
    }

    private static let palette = [
        "#ff9484", "#64c4ff", "#fed428", "#dfaef0", "#9ab6c1", "#56ccb4", "#fe9dfe", "#d3a91f",
        "#6f7bcf", "#d8e651", "#01d0e2", "#ffc5c7", "#92ceac", "#f64847", "#00a1f2", "#83e421",
        "#ffae04", "#b4ebff", "#9ba6ff", "#9568cf",
    ]

    private static func hex(_ color: Int) -> String {
        palette.indices.contains(color) ? palette[color] : ""
    }
}
