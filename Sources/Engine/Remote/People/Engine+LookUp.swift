internal import Canonical
internal import Observability

/// How WhatsApp spells people's numbers, asked of upstreams before anything is sent there.
extension Engine {
    private static let numbersAtOnce = 32

    /// Asks an upstream about those of whom nothing is known yet.
    ///
    /// A question that finds no answer keeps nobody from anything: it is left at the address as it
    /// was given. An upstream that could not be asked is left alone for ten seconds.
    func lookUp(
        _ people: [Address],
        of instance: InstanceID,
        by way: RemoteWay,
        for request: String
    ) async {
        guard !people.isEmpty, canCheck(way) else { return }
        let step = ledger.withLock { ledger -> (Instance, [PhoneNumber])? in
            guard let owner = ledger.instances[instance], owner.state == .connected,
                (ledger.remote.heard[way.key(of: instance)]?.checksAgainAt ?? clock.now)
                    <= clock.now
            else { return nil }
            return (owner, unknown(people, of: instance, ledger))
        }
        guard let (owner, numbers) = step, !numbers.isEmpty,
            var answers = await check(numbers, owner, way, request)
        else { return }
        var asked = numbers
        let others = numbers.filter { number in
            Registration(of: number, in: answers, at: clock.now).map { $0.number == nil } ?? false
        }.filter { $0.candidates.count > 1 }
        if !others.isEmpty {
            // Some upstreams know a number by one spelling only.
            let more = await check(
                others.flatMap { $0.candidates.dropFirst() },
                owner,
                way,
                request
            )
            if let more { answers += more } else { asked.removeAll { others.contains($0) } }
        }
        ledger.withLock { learn(asked, answers, of: instance, $0) }
    }

    /// Whether the upstream can be asked about numbers.
    private func canCheck(_ way: RemoteWay) -> Bool {
        let traits = CheckNumbers.traits
        switch remotes.abilities(of: way.definition.dialect)?.ability(of: traits.name, nil) {
        case .exact, .lossy: return true
        case .unsupported, nil: return false
        }
    }

    private func unknown(
        _ people: [Address],
        of instance: InstanceID,
        _ ledger: Ledger
    ) -> [PhoneNumber] {
        var numbers: [PhoneNumber] = []
        for address in people {
            guard let number = ledger.known(address, to: instance).phone,
                ledger.registration(of: .phone(number), in: instance, at: clock.now) == nil,
                !numbers.contains(number), numbers.count < Self.numbersAtOnce
            else { continue }
            numbers.append(number)
        }
        return numbers
    }

    /// What an upstream says of numbers, nil when it says nothing.
    private func check(
        _ numbers: [PhoneNumber],
        _ instance: Instance,
        _ way: RemoteWay,
        _ request: String
    ) async -> [CheckNumbers.Answer]? {
        var call = way.call(for: instance, at: clock.now, reference: request)
        call.policy = .lenient
        let question = CheckNumbers(numbers: numbers.map { .phone($0) })
        let result = await remotes.perform(question, call)
        _ = await receive(result.observations, of: instance.id, from: way.leg.upstream)
        switch result.end {
        case .done(let answers):
            _ = await receive(identities(in: answers), of: instance.id, from: way.leg.upstream)
            return answers
        case .refused: return nil
        case .neverReached, .unknown:
            let moment = clock.now.advanced(byMilliseconds: 10_000)
            ledger.withLock { ledger in
                ledger.remote.heard[way.key(of: instance.id), default: LegSigns()]
                    .checksAgainAt = moment
            }
            return nil
        }
    }

    private func identities(in answers: [CheckNumbers.Answer]) -> [Observation] {
        answers.compactMap { answer in
            guard let lid = answer.lid, let number = answer.resolved?.phone else { return nil }
            return Observation(.identity(lid: lid, phone: number), at: clock.now)
        }
    }

    /// Keeps what answers say of numbers, in whichever of their spellings somebody is there.
    private func learn(
        _ numbers: [PhoneNumber],
        _ answers: [CheckNumbers.Answer],
        of instance: InstanceID,
        _ ledger: Ledger
    ) {
        for number in numbers {
            let found = number.candidates.compactMap {
                Registration(of: $0, in: answers, at: clock.now)
            }
            guard let best = found.first(where: { $0.number != nil }) ?? found.first else {
                continue
            }
            ledger.remote.registrations[LaneKey(instance, .phone(number))] = best
        }
    }

    /// Takes what an upstream said of numbers when a client asked.
    func learn(_ answers: [CheckNumbers.Answer], of instance: InstanceID, _ ledger: Ledger) {
        let now = clock.now
        // Of two answers about one number the first counts, which comes last here.
        for answer in answers.reversed() {
            guard case .phone(let number) = answer.asked,
                let found = Registration(of: number, by: answer, at: now), found.number != nil
            else { continue }
            ledger.remote.registrations[LaneKey(instance, .phone(number))] = found
        }
    }
}
