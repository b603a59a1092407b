internal import Canonical
internal import DialectKit

/// The member `settings` of a body: texts by the names that a dialect has.
struct SettingsBody {
    private let body: WireObject
    private let speech: UpstreamSpeech

    init(_ body: WireObject, _ speech: UpstreamSpeech) {
        self.body = body
        self.speech = speech
    }

    /// The settings over those that are known; `null` removes one.
    func settings(over known: [String: String]) throws(CommandFailure) -> [String: String] {
        var settings = known
        let object: WireObject?
        do throws(WireError) { object = try body.optionalObject("settings") } catch {
            throw error.failure
        }
        let path = body.path(of: "settings")
        for (name, value) in (object?.json ?? [:]).members {
            guard speech.settings.contains(where: { $0.name == name }) else {
                let names = speech.settings.map(\.name).joined(separator: ", ")
                throw CommandFailure(
                    .requestInvalid,
                    "\(speech.id) has the settings \(names)",
                    field: "\(path).\(name)"
                )
            }
            guard value.isNull || value.string.map({ $0.utf8.count <= 4096 }) == true else {
                throw CommandFailure(
                    .requestInvalid,
                    "A setting is a text of at most 4096 bytes",
                    field: "\(path).\(name)"
                )
            }
            settings[name] = value.string
        }
        return settings
    }
}
