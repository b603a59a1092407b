import Wire

/// What the placeholders stand for, out of the control API's answers.
///
/// Every name is `<dialect>.id`, every token `<dialect>.token`, and every credential of the tenant
/// `tenant.<name>`; one that is called `<dialect>_<name>` is `<dialect>.<name>` too. The vendors' own
/// words for the same are the rows of ``aliases``; a dialect that needs none adds nothing here.
struct Bindings {
    /// A vendor's word, and the general one.
    private static let aliases = [
        ("uazapi.admintoken", "tenant.admin_token"),
        ("megaapi.key", "megaapi.id"),
        ("zapyapi.key", "tenant.api_key"),
        ("whatisup.key", "tenant.bearer_key"),
        ("whatisup.customer", "tenant.customer"),
    ]

    private(set) var values: [String: String] = [:]

    /// Takes over a tenant's answer.
    mutating func add(tenant: JSONValue) throws(StageError) {
        let id = try tenant.text("id")
        values["tenant.id"] = id
        // The same tenant behind the prefix that WhatIsUp's examples give a customer.
        values["tenant.customer"] = "cust_\(id.split(separator: "_", maxSplits: 1).last ?? "")"
        for (name, value) in tenant["credentials"]?.texts ?? [] {
            values["tenant.\(name)"] = value
            values[name.split(separator: "_", maxSplits: 1).joined(separator: ".")] = value
        }
    }

    /// Takes over an instance's answer.
    mutating func add(instance: JSONValue) {
        for (dialect, name) in instance["names"]?.texts ?? [] { values["\(dialect).id"] = name }
        for (dialect, token) in instance["tokens"]?.texts ?? [] {
            values["\(dialect).token"] = token
        }
    }

    /// The values with the vendors' words for them, each name behind the prefix.
    func named(prefix: String) -> [String: String] {
        var named = values
        for (word, general) in Self.aliases { named[word] = values[general] }
        return Dictionary(named.map { (prefix + $0.key, $0.value) }) { $1 }
    }
}
