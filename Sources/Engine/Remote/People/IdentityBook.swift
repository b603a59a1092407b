internal import Canonical

/// Which LID and which number are one person, by instance.
struct IdentityBook {
    /// So many people of an instance are known at most: those of whom is told later stay by their LIDs.
    static let limit = 50_000

    private var phones: [InstanceID: [String: PhoneNumber]] = [:]
    private var lids: [LaneKey: String] = [:]

    /// No identity.
    init() {}

    /// The identities that were committed.
    init(_ stored: [InstanceID: [String: PhoneNumber]]) {
        for (instance, phones) in stored {
            for (lid, phone) in phones { merge(lid, phone, of: instance) }
        }
    }

    /// The numbers of the people whom an instance knows by LID.
    func phones(of instance: InstanceID) -> [String: PhoneNumber] { phones[instance] ?? [:] }

    /// The number of the person with that LID, nil when it is not known.
    func phone(of lid: String, in instance: InstanceID) -> PhoneNumber? { phones[instance]?[lid] }

    /// The LID of the person with that number in whatever spelling, nil when it is not known.
    func lid(of phone: PhoneNumber, in instance: InstanceID) -> String? {
        lids[LaneKey(instance, .phone(phone))]
    }

    /// Notes that a LID and a number are one person; false when that was known, or nobody else can be
    /// known.
    @discardableResult
    mutating func merge(_ lid: String, _ phone: PhoneNumber, of instance: InstanceID) -> Bool {
        let former = phones[instance]?[lid]
        guard former != phone, former != nil || (phones[instance]?.count ?? 0) < Self.limit else {
            return false
        }
        phones[instance, default: [:]][lid] = phone
        if let former, self.lid(of: former, in: instance) == lid {
            lids[LaneKey(instance, .phone(former))] = nil
        }
        lids[LaneKey(instance, .phone(phone))] = lid
        return true
    }

    /// Forgets whom an instance knew.
    mutating func forget(_ instance: InstanceID) {
        for phone in phones(of: instance).values { lids[LaneKey(instance, .phone(phone))] = nil }
        phones[instance] = nil
    }
}
