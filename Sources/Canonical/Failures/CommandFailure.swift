/// The core says no, in words that every dialect translates.
///
/// Nothing in it may name an internal type, a file, SQL, an upstream's credential or another
/// tenant's value: it is shown to callers.
public struct CommandFailure: Error, Equatable, Sendable {
    /// What is wrong.
    public var code: FailureCode
    /// What is wrong, in one English sentence without a full stop.
    public var detail: String
    /// The request's member at fault, in dotted form, nil when none is.
    public var field: String?
    /// Seconds after which trying again makes sense, nil when unknown or never.
    public var retryAfterSeconds: Int?
    /// The methods that the path has, for `methodNotAllowed` alone.
    public var allowedMethods: [String]
    /// The value at fault, for the dialects that repeat it; bounded and printable.
    public var value: String?

    /// Makes a failure.
    public init(
        _ code: FailureCode,
        _ detail: String = "",
        field: String? = nil,
        retryAfterSeconds: Int? = nil,
        allowedMethods: [String] = [],
        value: String? = nil
    ) {
        self.code = code
        self.detail = detail
        self.field = field
        self.retryAfterSeconds = retryAfterSeconds
        self.allowedMethods = allowedMethods
        self.value = value
    }
}
