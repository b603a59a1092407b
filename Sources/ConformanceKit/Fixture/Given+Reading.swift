import DialectKit
import Wire

extension Given {
    init(_ object: WireObject) throws(WireError) {
        try object.refuseMembers(
            except: "instance",
            "instances",
            "otherTenant",
            "phones",
            "groups",
            "media",
            "before"
        )
        instances = try Self.instances(object)
        hasOtherTenant = try object.optionalBool("otherTenant") ?? false
        var phones: [GivenPhone] = []
        for phone in try object.optionalObjects("phones") { phones.append(try GivenPhone(phone)) }
        var groups: [GivenGroup] = []
        for group in try object.optionalObjects("groups") { groups.append(try GivenGroup(group)) }
        var steps: [GivenStep] = []
        for step in try object.optionalObjects("before") { steps.append(try GivenStep(step)) }
        self.phones = phones
        self.groups = groups
        self.steps = steps
        media = try Self.media(object)
    }

    private static func instances(_ object: WireObject) throws(WireError) -> [GivenInstance] {
        guard object.has("instance") != object.has("instances") else {
            throw object.invalid("instance", "or instances must be there, and not both")
        }
        guard object.has("instances") else {
            return [try GivenInstance(object.object("instance"))]
        }
        var instances: [GivenInstance] = []
        for each in try object.objects("instances") { instances.append(try GivenInstance(each)) }
        guard !instances.isEmpty else { throw object.invalid("instances", "must not be empty") }
        return instances
    }

    private static func media(_ object: WireObject) throws(WireError) -> [GivenMedium] {
        guard let media = try object.optionalObject("media") else { return [] }
        var files: [GivenMedium] = []
        for url in media.json.keys {
            let file = try media.object(url)
            try file.refuseMembers(except: "type", "bytes")
            let count = try file.int("bytes")
            guard (0...67_108_864).contains(count) else {
                throw file.invalid("bytes", "must be at most 64 MiB")
            }
            files.append(GivenMedium(url: url, type: try file.string("type"), byteCount: count))
        }
        return files
    }
}

extension GivenInstance {
    init(_ object: WireObject) throws(WireError) {
        try object.refuseMembers(except: "state", "phone", "name", "names", "pushName")
        state = try object.choice("state", State.self)
        phone = try object.optionalString("phone")
        name = try object.string("name")
        let pairs = try object.pairs("names")
        names = Dictionary(pairs.map { ($0.name, $0.value) }) { $1 }
        pushName = try object.optionalString("pushName")
        guard phone != nil || state == .created else { throw object.missing("phone") }
    }
}

extension GivenPhone {
    init(_ object: WireObject) throws(WireError) {
        try object.refuseMembers(except: "number", "id", "name", "traits")
        number = try object.string("number")
        id = try object.optionalString("id")
        name = try object.optionalString("name")
        var traits: [Trait] = []
        for text in try object.optionalStrings("traits") ?? [] {
            guard let trait = Trait(rawValue: text) else {
                throw object.invalid("traits", "cannot hold \(text)")
            }
            traits.append(trait)
        }
        self.traits = traits
    }
}

extension GivenGroup {
    init(_ object: WireObject) throws(WireError) {
        try object.refuseMembers(
            except: "id",
            "subject",
            "description",
            "creation",
            "owner",
            "participants"
        )
        id = try object.string("id")
        subject = try object.string("subject")
        description = try object.optionalString("description")
        creation = try object.int("creation")
        owner = try object.string("owner")
        var participants: [Participant] = []
        for each in try object.objects("participants") {
            try each.refuseMembers(except: "number", "admin")
            participants.append(
                Participant(
                    number: try each.string("number"),
                    admin: try each.optionalString("admin")
                )
            )
        }
        self.participants = participants
        guard participants.contains(where: { $0.number == owner }) else {
            throw object.invalid("owner", "must be a participant")
        }
    }
}
