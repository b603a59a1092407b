import DialectKit

extension JSONWriter {
    /// Writes what becomes of a command as members of an object.
    mutating func members(of verdict: Verdict, _ evidence: Evidence?) {
        member("verdict", verdict.name)
        switch verdict {
        case .here, .exact: break
        case .lossy(let losses):
            memberArray("losses") { writer in
                for loss in losses { writer.object { $0.members(of: loss) } }
            }
        case .unsupported(let reason): member("reason", reason)
        }
        if let evidence { member("evidence", evidence.rawValue) }
    }

    /// Writes a loss as members of an object.
    mutating func members(of loss: Loss) {
        member("path", loss.path)
        member("kind", loss.kind.rawValue)
        member("reason", loss.reason)
    }

    /// What was written, as a text that ends in a line break.
    var text: String { String(decoding: bytes, as: UTF8.self) + "\n" }
}
