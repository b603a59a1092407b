public import Canonical

/// Makes an event's id out of what it is, so that it is the same wherever it is made again.
///
/// Stores rely on that and keep no ids of sends and their receipts: what an id is made of may never
/// change.
public enum EventID {
    /// A ULID-like text: the moment in 10 characters, then 16 out of the instance and the number.
    public static func make(
        instance: InstanceID,
        sequence: Int64,
        at moment: Timestamp
    ) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(26)
        Crockford.append(UInt64(max(moment.milliseconds, 0)), characters: 10, to: &text)
        let seed = FNV1a.hash(instance.text.utf8)
        let mixed = mix(seed ^ UInt64(bitPattern: sequence))
        Crockford.append(mixed, characters: 8, to: &text)
        Crockford.append(mix(mixed &+ seed), characters: 8, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The id of a delivery: `dlv_` and a ULID-like text out of the event and the endpoint.
    static func delivery(of event: Event, to endpoint: String, at moment: Timestamp) -> String {
        let place = FNV1a.hash(
            endpoint.utf8,
            after: FNV1a.hash(event.instance.text.utf8)
        )
        var text: [UInt8] = []
        text.reserveCapacity(26)
        Crockford.append(UInt64(max(moment.milliseconds, 0)), characters: 10, to: &text)
        let mixed = mix(place ^ UInt64(bitPattern: event.sequence))
        Crockford.append(mixed, characters: 8, to: &text)
        Crockford.append(mix(mixed &+ place), characters: 8, to: &text)
        return "dlv_" + String(decoding: text, as: UTF8.self)
    }

    /// The finalizer of SplitMix64: every bit of the input moves every bit of the output.
    private static func mix(_ input: UInt64) -> UInt64 {
        var value = input &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

extension CommandID {
    /// The journal's id of an instance's command: `cmd_` and what an event's id is made like.
    ///
    /// As lasting as ``EventID``.
    public static func make(
        _ instance: InstanceID,
        _ sequence: Int64,
        at moment: Timestamp
    ) -> CommandID {
        CommandID("cmd_" + EventID.make(instance: instance, sequence: -sequence, at: moment))
    }
}
