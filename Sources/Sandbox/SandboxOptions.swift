/// What the sandbox world is like.
public struct SandboxOptions: Sendable {
    /// Who has the numbers that nobody added to the world.
    public enum Strangers: Sendable {
        /// Nobody on WhatsApp.
        case absent
        /// A plain person each, added to the world when first written to.
        case people
    }

    /// How long after a send its receipts come, in milliseconds of the world's clock.
    public struct Delays: Sendable {
        /// Until the server's receipt, told only when no phone takes the message.
        public var sent: Int64 = 100
        /// Until a phone has it.
        public var delivered: Int64 = 300
        /// Until a phone that reads has read it.
        public var read: Int64 = 2000
        /// Until a phone that answers has answered.
        public var answered: Int64 = 3000
        /// How many times slower a slow phone is.
        public var slowness: Int64 = 10

        /// The usual delays.
        public init() {}
    }

    /// Where everything random comes from; the same calls after the same seed give the same world.
    public var seed: UInt64
    /// Milliseconds from the first code of a pairing until the world scans it, nil for never.
    public var autoPairMilliseconds: Int64?
    /// Draws a QR code's text as a PNG data URL.
    public var renderQR: @Sendable (String) -> String
    /// How long one QR code lasts before the next one follows.
    public var qrLifetimeMilliseconds: Int64 = 20_000
    /// How long a pairing by QR code lasts.
    public var qrWindowMilliseconds: Int64 = 120_000
    /// How long a pairing by typed code lasts.
    public var codeWindowMilliseconds: Int64 = 300_000
    /// How long a dropped or restarted connection takes to come back.
    public var reconnectMilliseconds: Int64 = 1000
    /// How long receipts take.
    public var delays = Delays()
    /// The most messages whose receipts are awaited; those of further messages never come.
    public var receiptLimit = 200_000
    /// Who has the numbers that nobody added.
    public var strangers = Strangers.absent

    /// Makes options; everything else keeps its usual value.
    public init(
        seed: UInt64,
        autoPairMilliseconds: Int64? = nil,
        renderQR: @escaping @Sendable (String) -> String
    ) {
        self.seed = seed
        self.autoPairMilliseconds = autoPairMilliseconds
        self.renderQR = renderQR
    }
}
