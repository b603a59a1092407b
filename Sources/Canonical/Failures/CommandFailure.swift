/// The core says no, in words that every dialect translates.
///
/// Nothing in it may name an internal type, a file, SQL, an upstream's credential or another
/// tenant's value: it is shown to callers.
///
/// Boxed, for a result that may be one is handed on many times and seldom is one.
public struct CommandFailure: Error, Equatable, Sendable {
    private var box: Boxed<Fields>

    /// Makes a failure.
    public init(
        _ code: FailureCode,
        _ detail: String = "",
        field: String? = nil,
        retryAfterSeconds: Int? = nil,
        allowedMethods: [String] = [],
        value: String? = nil
    ) {
        box = .value(
            Fields(
                code: code,
                detail: detail,
                field: field,
                retryAfterSeconds: retryAfterSeconds,
                allowedMethods: allowedMethods,
                value: value
            )
        )
    }
}

// MARK: - What is known of it

extension CommandFailure {
    /// What is wrong.
    public var code: FailureCode { box.value.code }

    /// What is wrong, in one English sentence without a full stop.
    public var detail: String { box.value.detail }

    /// The request's member at fault, in dotted form, nil when none is.
    public var field: String? { box.value.field }

    /// Seconds after which trying again makes sense, nil when unknown or never.
    public var retryAfterSeconds: Int? { box.value.retryAfterSeconds }

    /// The methods that the path has, for `methodNotAllowed` alone.
    public var allowedMethods: [String] { box.value.allowedMethods }

    /// The value at fault, for the dialects that repeat it; bounded and printable.
    public var value: String? {
        get { box.value.value }
        set { box.value.value = newValue }
    }
}

// MARK: - Its storage

extension CommandFailure {
    fileprivate struct Fields: Equatable {
        let code: FailureCode
        let detail: String
        let field: String?
        let retryAfterSeconds: Int?
        let allowedMethods: [String]
        var value: String?
    }
}
