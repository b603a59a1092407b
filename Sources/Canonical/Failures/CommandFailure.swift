/// The core says no, in words that every dialect translates.
///
/// Nothing in it may name an internal type, a file, SQL, an upstream's credential or another
/// tenant's value: it is shown to callers.
///
/// A value; copies share their storage, for a result that may be one is handed on many times and
/// seldom is one.
public struct CommandFailure: Error, Equatable, Sendable {
    private var record: Record

    /// Makes a failure.
    public init(
        _ code: FailureCode,
        _ detail: String = "",
        field: String? = nil,
        retryAfterSeconds: Int? = nil,
        allowedMethods: [String] = [],
        value: String? = nil
    ) {
        record = Record(
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

    /// Whether two failures are alike in everything.
    public static func == (left: CommandFailure, right: CommandFailure) -> Bool {
        left.record === right.record || left.record.fields == right.record.fields
    }
}

// MARK: - What is known of it

extension CommandFailure {
    /// What is wrong.
    public var code: FailureCode { record.fields.code }

    /// What is wrong, in one English sentence without a full stop.
    public var detail: String { record.fields.detail }

    /// The request's member at fault, in dotted form, nil when none is.
    public var field: String? { record.fields.field }

    /// Seconds after which trying again makes sense, nil when unknown or never.
    public var retryAfterSeconds: Int? { record.fields.retryAfterSeconds }

    /// The methods that the path has, for `methodNotAllowed` alone.
    public var allowedMethods: [String] { record.fields.allowedMethods }

    /// The value at fault, for the dialects that repeat it; bounded and printable.
    public var value: String? {
        get { record.fields.value }
        set {
            var fields = record.fields
            fields.value = newValue
            record = Record(fields)
        }
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

    /// One state of a failure, never changed.
    fileprivate final class Record: Sendable {
        let fields: Fields

        init(_ fields: Fields) { self.fields = fields }
    }
}
