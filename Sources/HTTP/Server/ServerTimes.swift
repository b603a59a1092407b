/// The time-outs of ``Limits`` in milliseconds, as the loop counts.
struct ServerTimes: Sendable {
    let handshake: Int
    let head: Int
    let bodyPause: Int
    let bodyWindow: Int
    /// The least a body must bring in one window.
    let bodyWindowBytes: Int
    let idle: Int
    let write: Int
    let request: Int
    let linger: Int
    let connectionAge: Int

    init(_ limits: Limits) {
        handshake = Self.milliseconds(limits.handshakeTimeout)
        head = Self.milliseconds(limits.headTimeout)
        bodyPause = Self.milliseconds(limits.bodyPauseTimeout)
        bodyWindow = Self.milliseconds(limits.bodyRateWindow)
        bodyWindowBytes = min(limits.bodyRateFloor, 1 << 30) * bodyWindow / 1000
        idle = Self.milliseconds(limits.idleTimeout)
        write = Self.milliseconds(limits.writeTimeout)
        request = Self.milliseconds(limits.requestTimeout)
        linger = Self.milliseconds(limits.lingerTimeout)
        connectionAge = Self.milliseconds(limits.connectionAge)
    }

    /// The duration in milliseconds, at least one and at most a year.
    static func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        guard seconds < 31_536_000 else { return 31_536_000_000 }
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
