internal import Canonical
internal import Engine
internal import Wire

extension Gateway {
    /// Adds what was lost on the way to the upstream, if anything was.
    func tellLosses(_ call: DialectCall, _ response: inout HTTPResponse) {
        let losses = engine.takeLosses(call.requestID)
        guard !losses.isEmpty else { return }
        response.fields.append(HTTPField("X-Sotaque-Loss", Self.text(losses)))
    }

    /// `path kind: reason`, separated by semicolons, at most 2 KiB of it.
    static func text(_ losses: [Loss]) -> String {
        var text = ""
        for loss in losses {
            let next = text.isEmpty ? loss.text : "\(text); \(loss.text)"
            guard next.utf8.count <= 2048 else { return text + "; and more" }
            text = next
        }
        return text
    }
}
