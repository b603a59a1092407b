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
    /// The URL of a file that the gateway keeps, nil when it is not known under which it is reached.
    public let mediaURL: @Sendable (KeptMedia) -> String?
    /// Draws a text as a QR code: a PNG as a data URL.
    public let drawQR: @Sendable (String) -> String

    /// Makes a view.
    public init(
        event: Event,
        instance: Instance,
        message: Message? = nil,
        surroundings: EventSurroundings = EventSurroundings(),
        baseURL: String = "",
        mediaURL: @escaping @Sendable (KeptMedia) -> String? = { _ in nil },
        drawQR: @escaping @Sendable (String) -> String = { _ in "" }
    ) {
        self.event = event
        self.instance = instance
        self.message = message
        self.surroundings = surroundings
        self.baseURL = baseURL
        self.mediaURL = mediaURL
        self.drawQR = drawQR
    }
}
