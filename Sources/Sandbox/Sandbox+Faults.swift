public import Canonical

extension Sandbox {
    /// Adds a disturbance.
    ///
    /// Disturbances are kept in memory alone; a restart ends them. Throws `requestInvalid` for a
    /// kind that is not supported, a count below 1, a probability outside 0...1, and a code that is
    /// not one of an upstream.
    @discardableResult
    public func addFault(
        kind: String,
        instance: InstanceID? = nil,
        count: Int? = nil,
        probability: Double? = nil,
        code: FailureCode? = nil
    ) throws(CommandFailure) -> SandboxFault {
        guard let kind = SandboxFault.Kind(rawValue: kind) else {
            let names = SandboxFault.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure(.requestInvalid, "kind must be one of \(names)", field: "kind")
        }
        if let count, count < 1 {
            throw CommandFailure(.requestInvalid, "count must be 1 or more", field: "count")
        }
        if let probability, !(0...1).contains(probability) {
            throw CommandFailure(
                .requestInvalid,
                "probability must be from 0 to 1",
                field: "probability"
            )
        }
        if let code, ![.internalError, .upstreamRejected, .unavailable].contains(code) {
            throw CommandFailure(.requestInvalid, "code must be an upstream's", field: "code")
        }
        guard faults.count < Self.faultLimit else {
            throw CommandFailure(.requestInvalid, "there are too many faults", field: "kind")
        }
        lastFault += 1
        let fault = SandboxFault(
            id: lastFault,
            kind: kind,
            instance: instance,
            count: count,
            probability: probability ?? 1,
            code: code ?? .upstreamRejected
        )
        faults.append(fault)
        return fault
    }

    /// Ends all disturbances.
    public func removeFaults() { faults.removeAll() }

    /// The most disturbances there can be.
    private static let faultLimit = 100

    /// The disturbance of that kind that strikes the instance now, nil when none does.
    ///
    /// A disturbance that has struck as often as it was to is gone.
    func strike(_ kind: SandboxFault.Kind, _ instance: InstanceID) -> SandboxFault? {
        guard !faults.isEmpty else { return nil }
        for (index, fault) in faults.enumerated()
        where fault.kind == kind && (fault.instance == nil || fault.instance == instance) {
            guard fault.probability >= 1 || chance() < fault.probability else { continue }
            if let count = fault.count {
                faults[index].count = count - 1
                if count <= 1 { faults.remove(at: index) }
            }
            return fault
        }
        return nil
    }

    private func chance() -> Double { Double.random(in: 0..<1, using: &dice) }
}
