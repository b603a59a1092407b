/// What a dialect may know of an event that it is to tell.
public struct EventView: Sendable {
    /// The event.
    public let event: Event
    /// Its instance as it is now.
    public let instance: Instance
    /// The message that the event tells of, as it is now; nil when there is none.
    public let message: Message?
    /// What the account knows around the event.
    public let surroundings: EventSurroundings
    /// The URL under which clients reach the gateway, without a final slash.
    public let baseURL: String
    /// Draws a text as a QR code: a PNG as a data URL.
    public let drawQR: @Sendable (String) -> String

    /// Makes a view.
    public init(
        event: Event,
        instance: Instance,
        message: Message? = nil,
        surroundings: EventSurroundings = EventSurroundings(),
        baseURL: String = "",
        drawQR: @escaping @Sendable (String) -> String = { _ in "" }
    ) {
        self.event = event
        self.instance = instance
        self.message = message
        self.surroundings = surroundings
        self.baseURL = baseURL
        self.drawQR = drawQR
    }
}

/// One request that tells an endpoint of an event.
public struct OutgoingEvent: Sendable, Equatable {
    /// The vendor's name of the event, for lists of deliveries and for metrics.
    public let name: String
    /// The vendor's kind of the message, where it has such a thing.
    public let messageType: String?
    /// What is appended to the path of the endpoint's URL, before its query.
    public let pathSuffix: [String]
    /// What it carries besides the dialect's fields.
    public let fields: [HTTPField]
    /// The event's id in the vendor's form, the same in every attempt.
    public let eventID: String
    /// What is signed and sent, byte by byte.
    public let body: [UInt8]

    /// Makes a request.
    public init(
        name: String,
        messageType: String? = nil,
        pathSuffix: [String] = [],
        fields: [HTTPField] = [],
        eventID: String,
        body: [UInt8]
    ) {
        self.name = name
        self.messageType = messageType
        self.pathSuffix = pathSuffix
        self.fields = fields
        self.eventID = eventID
        self.body = body
    }
}
