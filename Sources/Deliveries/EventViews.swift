public import Canonical
public import DialectKit
public import Engine
internal import Observability

/// Gathers what a dialect may know of an event.
public struct EventViews: Sendable {
    private let source: any DeliverySource
    private let publicURL: String?
    private let drawings: Drawings

    /// Takes where instances are known, the URL of the gateway if the operator set one, and what
    /// draws a text as a QR code (a PNG as a data URL).
    public init(
        source: any DeliverySource,
        publicURL: String?,
        drawQR: @escaping @Sendable (String) -> String
    ) {
        self.source = source
        self.publicURL = publicURL
        drawings = Drawings(drawQR)
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
        return EventView(
            event: event,
            instance: instance,
            message: message,
            surroundings: surroundings,
            baseURL: publicURL ?? baseURL,
            drawQR: { [drawings] in drawings.drawing(of: $0) }
        )
    }
}

/// The last few codes that were drawn: every endpoint and every attempt shows the same one.
private final class Drawings: Sendable {
    private let draw: @Sendable (String) -> String
    private let last = Lock<[(text: String, image: String)]>([])

    private static let kept = 32

    init(_ draw: @escaping @Sendable (String) -> String) { self.draw = draw }

    func drawing(of text: String) -> String {
        if let known = last.withLock({ $0.first { $0.text == text }?.image }) { return known }
        let image = draw(text)
        last.withLock { last in
            if last.count >= Self.kept { last.removeFirst() }
            last.append((text, image))
        }
        return image
    }
}
