import Canonical

/// Plays on a gateway that is not ours: nothing is set up, and little may be sent.
///
/// Only fixtures whose request reads are played, on the instance whose credentials were given. Sends
/// are played when they are allowed, and then only to the numbers given. Everything that would
/// change, make or remove something else is left out in any case.
struct ForeignStage: Stage {
    let transport: any Transport
    let credentials: Credentials
    let effects: OperationEffects
    /// The numbers that may be written to; none when sends are not allowed.
    let numbers: [PhoneNumber]
    let allowsSends: Bool

    func prepare(_ fixture: Fixture) async throws -> Scene {
        if let reason = missing(fixture) { throw Skip(reason: reason) }
        var replacements = names(fixture)
        if !effects.onlyReads(fixture) {
            guard allowsSends, effects.onlySends(fixture) else {
                throw Skip(reason: "does more than read")
            }
            do {
                let recipients = try RecipientReplacement(fixture.request, allowed: numbers)
                replacements += recipients.replacements
            } catch {
                throw Skip(reason: error.reason)
            }
        }
        let script = Script(bindings: credentials.bindings, replacements: replacements)
        if fixture.given.steps.isEmpty { try checkPlaceholders(of: fixture, script) }
        return Scene(transport: transport, script: script, isStaged: false)
    }

    /// Skips a fixture that names a credential which was not given.
    private func checkPlaceholders(of fixture: Fixture, _ script: Script) throws(Skip) {
        do throws(Script.UnknownPlaceholder) {
            _ = try script.fill(fixture.request)
            _ = try script.fill(fixture.expectation)
        } catch {
            throw Skip(reason: "no credential for {{\(error.name)}}")
        }
    }

    /// What of the fixture's state cannot be had, nil when nothing.
    private func missing(_ fixture: Fixture) -> String? {
        let given = fixture.given
        if credentials.values[fixture.dialect] == nil {
            return "no credentials for \(fixture.dialect)"
        }
        if given.instances.contains(where: { $0.state != .connected }) {
            return "needs an instance that is not connected"
        }
        if given.instances.count > 1 || given.hasOtherTenant { return "needs other instances" }
        if !given.groups.isEmpty { return "needs groups" }
        if !given.media.isEmpty { return "needs files" }
        let isPlain = given.phones.allSatisfy { $0.id == nil && $0.traits.isEmpty }
        return isPlain ? nil : "needs unusual phones"
    }

    /// The ids that the page shows, and the instance's own.
    private func names(_ fixture: Fixture) -> [(documented: String, actual: String)] {
        let bindings = credentials.bindings
        let names = fixture.given.instances.first?.names ?? [:]
        return names.compactMap { dialect, name in
            bindings["\(dialect).id"].map { (documented: name, actual: $0) }
        }
    }
}
