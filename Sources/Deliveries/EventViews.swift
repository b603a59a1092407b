public import Canonical
public import DialectKit
public import Engine

/// Gathers what a dialect may know of an event.
public struct EventViews: Sendable {
    private let source: any DeliverySource
    private let publicURL: String?
    private let drawQR: @Sendable (String) -> String

    /// Takes where instances are known, the URL of the gateway if the operator set one, and what
    /// draws a text as a QR code (a PNG as a data URL), the same one for many endpoints.
    public init(
        source: any DeliverySource,
        publicURL: String?,
        drawQR: @escaping @Sendable (String) -> String
    ) {
        self.source = source
        self.publicURL = publicURL
        self.drawQR = drawQR
    }

    /// The event with its instance as it is now; nil once the instance is gone.
    ///
    /// `baseURL` is the URL under which the one who is told reached the gateway: the operator's comes
    /// before it.
    public func view(of event: Event, message: Message?, baseURL: String) -> EventView? {
        guard let instance = source.instance(event.instance) else { return nil }
        var surroundings = source.surroundings(of: event, message: message)
        // A group that was joined is told as it was then.
        if case .groupJoined(let group, _, _) = event.payload { surroundings.group = group }
        let baseURL = publicURL ?? baseURL
        return EventView(
            event: event,
            instance: instance,
            message: message,
            surroundings: surroundings,
            baseURL: baseURL,
            mediaURL: { baseURL.isEmpty ? nil : "\(baseURL)/_sotaque/media/\($0.sha256)" },
            drawQR: drawQR
        )
    }
}
