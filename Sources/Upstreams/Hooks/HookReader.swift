public import Canonical
public import DialectKit
public import Engine

/// Understands what upstreams send to tell of events.
public struct HookReader: Sendable {
    /// Why a request tells nothing.
    public enum Refusal: Error, Equatable, Sendable {
        /// The upstream's dialect is not spoken, or has no webhooks.
        case unknown
        /// The body is longer than ``HookReader/bodyLimitBytes``.
        case tooLarge
        /// The signature is missing, wrong, or too old.
        case unproven
        /// The body is none of the dialect's.
        case unreadable(WireError)
    }

    /// The longest body that is read, in bytes.
    public static let bodyLimitBytes = 16 * 1024 * 1024

    private let speeches: Speeches

    /// Makes a reader of the dialects that are spoken.
    public init(_ speeches: Speeches) { self.speeches = speeches }

    /// Reads a request that came to the URL of a leg.
    ///
    /// Its signature is checked where the dialect has one and its secret is configured; without the
    /// secret the URL, which nobody can guess, is the only proof.
    ///
    /// - Throws: ``Refusal`` when it tells nothing.
    public func read(
        _ hook: IncomingHook,
        of call: RemoteCall
    ) throws(Refusal) -> [Observation] {
        guard let events = speeches[call.definition.dialect]?.events else { throw .unknown }
        guard hook.body.count <= Self.bodyLimitBytes else { throw .tooLarge }
        let context = SpokenContext(call, share: nil)
        if let scheme = events.signature, let secret = context.webhookSecret {
            let proof = HookProof(scheme: scheme, key: Array(secret.utf8))
            guard proof.holds(for: hook) else { throw .unproven }
        }
        do throws(WireError) { return try events.read(hook, context) } catch {
            throw .unreadable(error)
        }
    }
}
