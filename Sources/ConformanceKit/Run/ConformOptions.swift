/// What `sotaque conform` was asked to do.
public struct ConformOptions: Equatable, Sendable {
    /// The folder with the fixtures.
    public var fixtures = "Fixtures"
    /// The dialects to play, all when none is named.
    public var dialects: [String] = []
    /// The gateway's base URL, nil for one of our own that is started for the run.
    public var target: String?
    /// The file with the target's credentials.
    public var credentials: String?
    /// The report's form.
    public var format = Report.Format.text
    /// The report's file, nil for standard output.
    public var out: String?
    /// Whether messages may be sent through a target that is not ours.
    public var allowsSends = false
    /// The numbers that may be written to, beside those of the credentials file.
    public var numbers: [String] = []

    /// Starts with the defaults.
    public init() {}

    /// Reads the arguments that follow `conform`.
    ///
    /// - Throws: ``ConformError`` for an unknown flag, a value that is missing or cannot be.
    public init(arguments: [String]) throws(ConformError) {
        var rest = arguments[...]
        while let flag = rest.popFirst() {
            if flag == "--allow-sends" {
                allowsSends = true
                continue
            }
            guard let value = rest.popFirst() else {
                throw ConformError("\(flag) is unknown or needs a value")
            }
            try take(flag, value)
        }
        if allowsSends, target == nil {
            throw ConformError("--allow-sends needs a --target")
        }
    }

    private mutating func take(_ flag: String, _ value: String) throws(ConformError) {
        switch flag {
        case "--fixtures": fixtures = value
        case "--dialect": dialects.append(value)
        case "--target": target = value
        case "--credentials": credentials = value
        case "--out": out = value
        case "--numbers": numbers += value.split(separator: ",").map(String.init)
        case "--report":
            guard let format = Report.Format(rawValue: value) else {
                throw ConformError("--report must be text, json, junit or html")
            }
            self.format = format
        default: throw ConformError("unknown flag \(flag)")
        }
    }
}
