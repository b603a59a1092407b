import DialectKit

/// What must be known to speak for an instance of an Evolution server.
enum EvolutionSetting {
    static let apiKey = "api_key"
    static let instance = "instance"

    static let all = [
        UpstreamSetting(
            apiKey,
            "The key in the apikey header, the global one or the instance's own",
            isSecret: true
        ),
        UpstreamSetting(instance, "The instance's name at the server"),
        UpstreamSetting(
            UpstreamSetting.webhookSecretName,
            "A secret that the server is told to send with every webhook",
            isSecret: true,
            isRequired: false
        ),
    ]
}
