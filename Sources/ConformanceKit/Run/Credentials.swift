import DialectKit
import Wire

/// What opens a target: our control API's token, or the vendors' own credentials.
///
/// The file is one JSON object: `control_token`, or an object for each dialect with the values of
/// its placeholders (`{"uazapi": {"token": "…"}}`), and `numbers` that may be written to.
public struct Credentials: Sendable {
    /// The control API's token, nil when the target is not ours.
    public let controlToken: String?
    /// The placeholders' values by dialect and name.
    public let values: [String: [String: String]]
    /// The numbers that may be written to.
    public let numbers: [String]

    /// Reads a file's bytes.
    ///
    /// - Throws: ``ConformError`` that names the member at fault and never a value.
    public init(bytes: [UInt8]) throws(ConformError) {
        let root: JSONValue
        do { root = try JSONReader.read(bytes) } catch {
            throw ConformError("credentials: \(error.message)")
        }
        guard let object = root.object else { throw ConformError("credentials: not an object") }
        do {
            let reader = WireObject(object)
            controlToken = try reader.optionalString("control_token")
            numbers = try reader.optionalStrings("numbers") ?? []
            var values: [String: [String: String]] = [:]
            for key in object.keys where key != "control_token" && key != "numbers" {
                let pairs = try reader.pairs(key)
                values[key] = Dictionary(pairs.map { ($0.name, $0.value) }) { $1 }
            }
            self.values = values
        } catch {
            throw ConformError("credentials: \(error.path) is not as it must be")
        }
    }

    /// Every value by its placeholder's full name.
    var bindings: [String: String] {
        var bindings: [String: String] = [:]
        for (dialect, pairs) in values {
            for (name, value) in pairs { bindings["\(dialect).\(name)"] = value }
        }
        return bindings
    }
}

/// A run that could not take place, and why.
public struct ConformError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One line for people.
    public let description: String

    /// Makes an error.
    public init(_ description: String) { self.description = description }
}
