internal import Wire

/// Everything an operator may set; built-in defaults until file, environment and flags say more.
struct Configuration: Sendable {
    /// Where to listen.
    var listen = ["127.0.0.1:8080"]
    /// The data folder.
    var data = "./sotaque-data"
    /// Whether the demo tenant is there and pairing happens by itself.
    var isDemo = false
    /// Seconds after which the sandbox scans a code by itself, nil for never.
    var autoPairSeconds: Int?
    /// The control token, nil to mint one at the first start.
    var controlToken: String?
    /// The file with the 32-byte key in hex, nil for `key` in the data folder.
    var keyFile: String?
    /// The certificate chain in PEM, nil for plain HTTP.
    var tlsCertificate: String?
    /// The certificate's key in PEM.
    var tlsKey: String?
    /// The URL under which clients reach the gateway.
    var publicURL: String?
    /// How many event loops, nil for one a core and at most four.
    var loops: Int?
    /// The least important lines that are logged.
    var logLevel = "info"
    /// The blocks of private addresses that webhooks and media may use.
    var allowPrivateTargets: [String] = []
    /// Whether the vendors' documented rate limits are applied, nil for always but in the demo.
    var rateLimits: Bool?
    /// After how many milliseconds failed deliveries are tried again, whatever their vendor says;
    /// nil for the vendors' schedules.
    var retryScheduleMilliseconds: [Int]?
    /// The upstreams that the file describes, by name; put in place at each start.
    var upstreams: [(name: String, body: JSONObject)] = []
    /// Limits of the server that differ from their defaults, by name.
    var limits: [String: Int] = [:]

    /// Whether rates are limited.
    var limitsRates: Bool { rateLimits ?? !isDemo }
}
