internal import Canonical
internal import DialectKit
internal import HTTP
internal import Reactor

/// Carries one conversation out over HTTP.
struct Talk {
    /// A send that the upstream knows again by its reference.
    struct Reference {
        /// What the request carries.
        let text: String
        /// Until when a repetition sends nothing new.
        let until: Int
    }

    let line: Line
    let client: HTTPClient
    /// For whom.
    let instance: InstanceID
    /// The time-outs of one request, but for what is left of the whole time.
    let timeouts: ClientTimeouts
    /// Until when everything must be done.
    let deadline: Int
    /// Whether it makes something new for others to see.
    let isSend: Bool
    /// What lets a request be repeated that may have arrived; used up by one repetition.
    var reference: Reference?
    /// Whether something that is done once may have reached the upstream.
    var isTouched = false

    init(
        _ line: Line,
        _ client: HTTPClient,
        for instance: InstanceID,
        timeouts: ClientTimeouts,
        totalMilliseconds: Int,
        isSend: Bool
    ) {
        self.line = line
        self.client = client
        self.instance = instance
        self.timeouts = timeouts
        self.isSend = isSend
        deadline = line.clock.now() + totalMilliseconds
    }

    var clock: UpstreamClock { line.clock }
    var options: UpstreamOptions { line.options }

    /// Goes on until the conversation ends.
    mutating func run<Outcome>(
        _ first: Conversation<Outcome>
    ) async throws(Ending) -> Told<Outcome> {
        var conversation = first
        while true {
            switch conversation {
            case .done(let told): return told
            case .pause(let milliseconds, let then):
                try await pause(milliseconds)
                do throws(CommandFailure) { conversation = try then() } catch {
                    throw said(error, isTouchedBefore: isTouched)
                }
            case .ask(let request, let then): conversation = try await ask(request, then)
            }
        }
    }

    private func pause(_ milliseconds: Int) async throws(Ending) {
        guard milliseconds < deadline - clock.now() else { throw end(.late) }
        do throws(CancellationError) { try await clock.sleep(max(0, milliseconds)) } catch {
            throw end(.cancelled)
        }
    }
}
