internal import Canonical
internal import Engine
internal import Wire

extension CommandUse {
    init(row: inout Row) throws(StoreError) {
        let dialect = DialectID(row.text())
        let command = row.text()
        let variant = row.text()
        let shape = Shape(
            dialect: dialect,
            command: command,
            variant: variant.isEmpty ? nil : variant,
            fields: try row.json().list()
        )
        self.init(shape: shape, day: Int(row.int()), count: Int(row.int()))
    }
}
