import DialectKit

/// What must be known to speak for an instance of a WhatIsUp customer.
enum WhatIsUpSetting {
    static let apiKey = "api_key"
    static let instance = "instance_id"
    static let generation = "generation"

    static let all = [
        UpstreamSetting(apiKey, "A key of the customer, zpk_live_...", isSecret: true),
        UpstreamSetting(instance, "The instance's id at the vendor"),
        UpstreamSetting(
            UpstreamSetting.webhookSecretName,
            "The signing secret that the webhook endpoint is made with",
            isSecret: true,
            isRequired: false
        ),
        UpstreamSetting(
            generation,
            "Which paths the vendor's host serves: instances (the default) or channels",
            isRequired: false
        ),
    ]
}
