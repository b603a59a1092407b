/// The state before a fixture's request.
public struct Given: Sendable {
    /// The tenant's instances in the order they are made; placeholders mean the first.
    public let instances: [GivenInstance]
    /// Whether there is a second tenant with one connected instance.
    public let hasOtherTenant: Bool
    /// Phones beside those that are always there.
    public let phones: [GivenPhone]
    /// Groups with all their participants.
    public let groups: [GivenGroup]
    /// Files that the server finds instead of the network's.
    public let media: [GivenMedium]
    /// Requests that are sent first.
    public let steps: [GivenStep]
}

/// An instance that a fixture wants.
public struct GivenInstance: Sendable {
    /// How far it has come with its phone.
    public enum State: String, Sendable {
        /// Online.
        case connected
        /// Never started, without a phone.
        case created
        /// A QR code waits.
        case awaitingQR = "awaiting_qr"
        /// A typed code waits.
        case awaitingCode = "awaiting_code"
        /// Was paired and is no longer.
        case loggedOut = "logged_out"
    }

    /// How far it has come with its phone.
    public let state: State
    /// Its phone's number; nil only for an instance that was never started.
    public let phone: String?
    /// Its label.
    public let name: String
    /// Ids it must have, by dialect.
    public let names: [String: String]
    /// The name its account shows, nil when it does not matter.
    public let pushName: String?
}

/// A phone of the world.
public struct GivenPhone: Equatable, Sendable {
    /// What makes a phone unusual.
    public enum Trait: String, Sendable, CaseIterable {
        case noWhatsApp = "no_whatsapp"
        case offline
        case slow
        case hiddenPicture = "hidden_picture"
        case noPicture = "no_picture"
        case blocksYou = "blocks_you"
        case landline
        case lidOnly = "lid_only"
    }

    /// Its number.
    public let number: String
    /// Its WhatsApp id where that differs from the number.
    public let id: String?
    /// The name it shows.
    public let name: String?
    /// What makes it unusual.
    public let traits: [Trait]

    /// Describes a phone.
    public init(
        number: String,
        id: String? = nil,
        name: String? = nil,
        traits: [Trait] = []
    ) {
        self.number = number
        self.id = id
        self.name = name
        self.traits = traits
    }
}

/// A group of the world.
public struct GivenGroup: Sendable {
    /// One of its members.
    public struct Participant: Equatable, Sendable {
        /// The member's number.
        public let number: String
        /// `admin`, `superadmin`, or nil for a plain member.
        public let admin: String?
    }

    /// Its full id.
    public let id: String
    /// Its name.
    public let subject: String
    /// Its description, nil when it has none.
    public let description: String?
    /// When it was made, in seconds since 1970.
    public let creation: Int
    /// The number of whoever made it.
    public let owner: String
    /// All its members, the owner included.
    public let participants: [Participant]
}

/// A file that the server finds at a URL instead of asking the network.
public struct GivenMedium: Equatable, Sendable {
    /// The URL as the page shows it.
    public let url: String
    /// Its Content-Type.
    public let type: String
    /// How many bytes it has.
    public let byteCount: Int

    /// Describes a file.
    public init(url: String, type: String, byteCount: Int) {
        self.url = url
        self.type = type
        self.byteCount = byteCount
    }

    /// The file's bytes, the same each time: what its type begins with, then a counted pattern.
    public var bytes: [UInt8] {
        let start = Self.signature(of: type)
        return (0..<max(byteCount, 0)).map { index in
            index < start.count ? start[index] : UInt8(truncatingIfNeeded: index)
        }
    }

    private static func signature(of type: String) -> [UInt8] {
        switch type {
        case "image/jpeg": [0xFF, 0xD8, 0xFF, 0xE0]
        case "image/png": [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        case "image/webp": Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBP".utf8)
        case "application/pdf": Array("%PDF-1.4\n".utf8)
        case "audio/ogg": Array("OggS".utf8)
        case "audio/mpeg": Array("ID3".utf8)
        case "video/mp4": [0, 0, 0, 0x18] + Array("ftypmp42".utf8)
        default: []
        }
    }
}

/// A request that is sent before the one that is compared.
public struct GivenStep: Sendable {
    /// What is sent.
    public let request: FixtureRequest
    /// The status it must get.
    public let status: Int
    /// Members of its answer that are kept, by the name they are kept under.
    public let captures: [(name: String, path: JSONPath)]
}
