public import Canonical
internal import Observability

/// What an embedded upstream's own controls do, under the engine's lock and in its transaction.
extension Engine {
    /// Runs the body in the critical section and commits what it reports.
    ///
    /// The body works on the embedded upstream only, at once, and does not call the engine.
    public func steer<Value: Sendable>(
        _ body: @Sendable (Timestamp, inout Effects) throws(CommandFailure) -> Value
    ) async -> Result<Value, CommandFailure> {
        guard store.isWritable else { return .failure(Self.storeUnavailable) }
        let (result, ticket) = ledger.withLock {
            ledger -> (Result<Value, CommandFailure>, CommitTicket?) in
            var effects = Effects()
            do throws(CommandFailure) {
                let value = try body(clock.now, &effects)
                return (.success(value), commit(effects, ledger))
            } catch {
                return (.failure(error), nil)
            }
        }
        guard let ticket else { return result }
        return await settle(result, ticket)
    }

    /// Asks the embedded upstream in the critical section; also while nothing can be written.
    public func ask<Value: Sendable>(_ question: @Sendable () -> Value) -> Value {
        ledger.withLock { _ in question() }
    }

    /// The events of an instance after a number, oldest first.
    public func events(
        of instance: InstanceID,
        after sequence: Int64,
        limit: Int
    ) async -> Result<[Event], CommandFailure> {
        do throws(StoreError) {
            return .success(try await store.events(of: instance, after: sequence, limit: limit))
        } catch {
            return .failure(Self.storeUnavailable)
        }
    }

    /// The journal of an instance after a number, oldest first.
    public func journal(
        of instance: InstanceID,
        after sequence: Int64,
        limit: Int
    ) async -> Result<[CommandRecord], CommandFailure> {
        do throws(StoreError) {
            return .success(try await store.commands(of: instance, after: sequence, limit: limit))
        } catch {
            return .failure(Self.storeUnavailable)
        }
    }

    /// One message in an instance's view, nil when there is none.
    public func message(
        _ id: MessageID,
        of instance: InstanceID
    ) async -> Result<Message?, CommandFailure> {
        do throws(StoreError) {
            return .success(try await store.message(id, of: instance))
        } catch {
            return .failure(Self.storeUnavailable)
        }
    }

    /// Takes up the store's state anew, at start and after a commit was lost.
    ///
    /// Rows of the journal that a crash left without an outcome become "unknown": nothing is ever
    /// sent again blindly.
    public func reload() throws(StoreError) {
        let stored = try store.load()
        ledger.withLock { ledger in
            let lanes = ledger.lanes
            let fresh = Ledger(
                serverWideNames: mint.serverWideNames,
                interest: interest,
                access: access
            )
            fresh.load(stored)
            fresh.loadRemote(stored, at: clock.now)
            fresh.lanes = lanes
            fresh.continueRemote(from: ledger)
            ledger = fresh
            access.advance()
            routed.set(!fresh.remote.routes.isEmpty)
            var effects = Effects()
            upstream.restore(
                documents: stored.documents,
                instances: stored.instances,
                now: clock.now,
                effects: &effects
            )
            let interrupted = stored.unfinished.filter { ledger.remote.open[$0.id] == nil }
            effects.changes += interrupted.flatMap(\.interruption)
            commit(effects, ledger)
        }
        watchers.reloaded()
    }
}

extension CommandRecord {
    /// What is known of a command that was cut short: a send whose message was told was made.
    fileprivate var interruption: [Change] {
        var record = self
        record.outcome = message == nil ? .unknown : .succeeded
        return message == nil
            ? [.command(record)]
            : [.command(record), .sendSettled(instance, sequence: sequence)]
    }
}
