public import DialectKit

extension UpstreamSpeech {
    /// What Evolution API v2 is called in configuration.
    public static let evolutionID = DialectID("evolution")
}
