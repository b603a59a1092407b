internal import Canonical
internal import DialectKit
internal import Engine
internal import HTTP

/// What a call is, as far as it decides with what care it is made.
struct CallTerms {
    /// The command's name in the log.
    let name: String
    /// Whether it makes something new for others to see.
    let isSend: Bool
    private let isMedia: Bool
    private let referenceText: String?
    private let windowMilliseconds: Int

    /// Anything that is no command.
    init(_ name: String) {
        self.name = name
        isSend = false
        isMedia = false
        referenceText = nil
        windowMilliseconds = 0
    }

    /// A command.
    ///
    /// A send may be repeated under its reference where nobody can look for it afterwards.
    init<C: Command>(_ command: C, _ speech: UpstreamSpeech, reference: String) {
        name = C.traits.name
        isSend = C.traits.effect == .send
        isMedia = isSend && command.variant.flatMap(MediaContent.Kind.init) != nil
        let window = C.self == SendMessage.self ? speech.referenceWindowMilliseconds : nil
        referenceText = speech.findSent == nil && window != nil ? reference : nil
        windowMilliseconds = window ?? 0
    }

    /// How long the call may take in all, in milliseconds.
    func total(_ limits: UpstreamLimits, _ options: UpstreamOptions) -> Int {
        isMedia
            ? max(limits.totalMilliseconds, options.mediaMilliseconds) : limits.totalMilliseconds
    }

    /// How long each phase of one request may take.
    func timeouts(_ limits: UpstreamLimits, _ options: UpstreamOptions) -> ClientTimeouts {
        var timeouts = ClientTimeouts()
        let firstByte = limits.firstByteMilliseconds
        timeouts.resolve = .milliseconds(limits.connectMilliseconds)
        timeouts.connect = .milliseconds(limits.connectMilliseconds)
        timeouts.handshake = .milliseconds(limits.connectMilliseconds)
        timeouts.write = .milliseconds(options.writeMilliseconds)
        timeouts.firstByte = .milliseconds(
            isMedia ? max(firstByte, options.mediaMilliseconds) : firstByte
        )
        timeouts.body = .milliseconds(options.bodyMilliseconds)
        return timeouts
    }

    /// What lets a request be repeated that may have arrived, for a call that begins now.
    func reference(at now: Int) -> Talk.Reference? {
        referenceText.map { Talk.Reference(text: $0, until: now + windowMilliseconds) }
    }
}

extension SpokenContext {
    /// What is known for a call; the instance's settings win over the account's.
    init(
        _ call: RemoteCall,
        share: (@Sendable (_ bytes: [UInt8], _ mediaType: String?) -> String?)?
    ) {
        let own = call.leg.settings
        let shared = call.definition.settings
        self.init(
            settings: own.isEmpty ? shared : shared.merging(own) { $1 },
            instance: call.instance,
            now: call.now,
            reference: call.reference,
            message: call.message,
            share: share
        )
    }
}

extension CommandFailure {
    /// The refusal of a command that would lose something.
    init(refusing loss: Loss) {
        self.init(
            .capabilityUnsupported,
            "This upstream cannot carry \(loss.path): \(loss.reason)",
            field: loss.path == Loss.always ? nil : loss.path
        )
    }
}

extension RemoteResult {
    /// The end of a command that could not be said: refused, unless it is the operator who must say
    /// something first.
    init(unsaid failure: CommandFailure) {
        self.init(failure.code.leavesOpen ? .neverReached(failure) : .refused(failure))
    }

    init(_ end: Ending) {
        switch end.kind {
        case .refused: self.init(.refused(end.failure))
        case .neverReached: self.init(.neverReached(end.failure))
        case .unknown: self.init(.unknown(end.failure))
        }
    }
}
