internal import Canonical
internal import DialectKit
internal import Secrets
internal import Wire

/// Checks that whoever sent a webhook knows the secret.
struct HookProof {
    let scheme: SignatureScheme
    let key: [UInt8]

    /// How far a signature's time may be from ours, in seconds.
    static let toleranceSeconds: Int64 = 300

    /// Whether the request is signed as the scheme says, over exactly its body.
    func holds(for hook: IncomingHook) -> Bool {
        switch scheme {
        case .none: return true
        case .body(let header, let prefix):
            guard let value = hook.only(header), value.hasPrefix(prefix) else { return false }
            return isSignature(value.dropFirst(prefix.count), of: hook.body)
        case .timestamped(let header):
            guard let value = hook.only(header) else { return false }
            return holds(value, for: hook)
        case .secret(let header):
            // In a time that does not tell where they differ.
            return hook.only(header).map { Digest.equal(Array($0.utf8), key) } ?? false
        }
    }

    private func holds(_ value: String, for hook: IncomingHook) -> Bool {
        let parts = value.split(separator: ",").map { part in
            part.drop { $0 == " " }
        }
        let times = parts.filter { $0.hasPrefix("t=") }.map { $0.dropFirst(2) }
        // The time is signed as it is spelled, so it is not written anew.
        guard times.count == 1, let text = times.first, let seconds = Int64(text) else {
            return false
        }
        let (age, overflow) = hook.receivedAt.seconds.subtractingReportingOverflow(seconds)
        guard !overflow, age.magnitude <= UInt64(Self.toleranceSeconds) else { return false }
        let signed = Array("\(text).".utf8) + hook.body
        // Two while a secret is exchanged for another; more are nobody's.
        return parts.filter { $0.hasPrefix("v1=") }.prefix(4).contains {
            isSignature($0.dropFirst(3), of: signed)
        }
    }

    private func isSignature(_ hex: Substring, of bytes: [UInt8]) -> Bool {
        guard let given = Hex.decode(String(hex)) else { return false }
        return Digest.equal(given, Digest.hmacSHA256(key: key, bytes))
    }
}

extension IncomingHook {
    /// The value of the only field of that name, nil when there is none or more than one.
    fileprivate func only(_ name: String) -> String? {
        let name = name.lowercased()
        let found = fields.filter { $0.name.lowercased() == name }
        return found.count == 1 ? found.first?.value : nil
    }
}
