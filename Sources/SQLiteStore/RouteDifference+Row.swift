internal import Canonical

extension RouteDifference {
    init(row: inout Row, of instance: InstanceID) {
        self.init(
            at: row.time(),
            instance: instance,
            command: row.text(),
            variant: row.optionalText(),
            candidate: UpstreamID(row.text()),
            path: row.text(),
            primaryValue: row.text(),
            candidateValue: row.text()
        )
    }
}
