import DialectKit

/// What must be known to speak for an instance at mega-API.
enum MegaAPISetting {
    static let key = "instance_key"
    static let token = "token"

    static let all = [
        UpstreamSetting(key, "The instance's key, which is part of every path"),
        UpstreamSetting(token, "The instance's bearer token", isSecret: true),
    ]
}
