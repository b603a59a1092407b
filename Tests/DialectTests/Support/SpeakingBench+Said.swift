import DialectKit
import Testing

extension SpeakingBench {
    /// Whether a command can be said; one that cannot be is not known, or refused as unsupported.
    func isSaid(_ command: any Command) -> Bool {
        func say<C: Command>(_ command: C) -> Bool {
            do throws(CommandFailure) {
                return try speech.commands.translate(command, context) != nil
            } catch {
                #expect(error.code == .capabilityUnsupported, "\(command)")
                return false
            }
        }
        return say(command)
    }
}

extension Ability {
    /// Whether anything of a command arrives.
    var isCarried: Bool {
        switch self {
        case .exact, .lossy: true
        case .unsupported: false
        }
    }
}
