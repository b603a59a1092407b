import DialectKit

extension WireObject {
    /// The address of something on the web in a member that must be there.
    func httpURL(_ key: String) throws(WireError) -> String {
        let text = try filledString(key)
        let scheme = text.prefix(8).lowercased()
        guard scheme.hasPrefix("http://") || scheme.hasPrefix("https://") else {
            throw invalid(key, "must be an http or https URL")
        }
        return text
    }
}
