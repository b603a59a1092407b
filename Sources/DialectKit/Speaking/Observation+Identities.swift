extension Observation {
    /// That a LID and a phone are one person: nothing where one of them is not told, or where a
    /// phone has the LID's own digits and so is none.
    public static func identities(
        lid: String?,
        phone: PhoneNumber?,
        at moment: Timestamp
    ) -> [Observation] {
        guard let lid, let phone, lid != phone.digits else { return [] }
        return [Observation(.identity(lid: lid, phone: phone), at: moment)]
    }

    /// Who is who, as answers about numbers tell it.
    public static func identities(
        in answers: [CheckNumbers.Answer],
        at moment: Timestamp
    ) -> [Observation] {
        answers.flatMap { identities(lid: $0.lid, phone: $0.resolved?.phone, at: moment) }
    }

    /// Who is who, as the members of groups tell it.
    public static func identities(in groups: [Group], at moment: Timestamp) -> [Observation] {
        groups.flatMap(\.participants).flatMap {
            identities(lid: $0.lid, phone: $0.address.phone, at: moment)
        }
    }
}
