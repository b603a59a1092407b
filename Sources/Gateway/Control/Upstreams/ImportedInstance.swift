internal import Canonical
internal import DialectKit

/// What became of one instance.
struct ImportedInstance {
    private let foreign: ForeignInstance
    /// The instance here, nil when none was made.
    var instance: InstanceID?
    /// How many webhooks were registered.
    var webhooks = 0
    /// What was in the way, nil when nothing was.
    var failure: CommandFailure?

    init(_ foreign: ForeignInstance) { self.foreign = foreign }

    /// The row as the control API shows it.
    var json: JSONValue {
        var object: JSONObject = [
            "name": .string(foreign.name), "state": .string(foreign.state.name),
            "webhooks_found": .number(JSONNumber(foreign.webhooks.count)),
            "webhooks": .number(JSONNumber(webhooks)),
        ]
        object["dialect_name"] = foreign.dialectName.map(JSONValue.string)
        object["phone"] = foreign.phone.map { .string($0.digits) }
        object["instance"] = instance.map { .string($0.text) }
        if let failure {
            object["error"] = [
                "code": .string(failure.code.rawValue), "message": .string(failure.detail),
            ]
        }
        return .object(object)
    }
}
