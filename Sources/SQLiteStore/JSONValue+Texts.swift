internal import CanonicalJSON
internal import Engine
internal import Wire

extension JSONValue {
    /// An object of texts, its keys in order so that equal dictionaries are written alike.
    init(texts: [(String, String)]) {
        let members = texts.sorted { $0.0 < $1.0 }.map { ($0.0, JSONValue.string($0.1)) }
        self = .object(JSONObject(members))
    }

    /// The texts of an object.
    func texts() throws(StoreError) -> [(String, String)] {
        var texts: [(String, String)] = []
        do throws(CanonicalJSONError) {
            for (key, value) in (object ?? [:]).members {
                texts.append((key, try JSONPlace(value, path: key).string()))
            }
        } catch {
            throw StoreError(unreadable: error)
        }
        return texts
    }

    /// An array of texts.
    init(list: [String]) { self = .array(list.map(JSONValue.string)) }

    /// The texts of an array.
    func list() throws(StoreError) -> [String] {
        var texts: [String] = []
        do throws(CanonicalJSONError) {
            for value in array ?? [] { texts.append(try JSONPlace(value, path: "list").string()) }
        } catch {
            throw StoreError(unreadable: error)
        }
        return texts
    }
}
