/// Who may know whom: the walls of the project, in one table.
struct Walls {
    /// What a target may know.
    struct Row {
        /// Sibling targets it may name in `Package.swift`.
        let targets: Set<String>
        /// Modules of the system and the toolchain that it may import beside them.
        let system: Set<String>

        init(_ targets: [String] = [], system: Set<String> = []) {
            self.targets = Set(targets)
            self.system = system
        }
    }

    /// The targets with Swift sources; the rest are C.
    static let rows = own.merging(dialects.map { ($0, dialect) }) { $1 }

    private static let own: [String: Row] = [
        "Canonical": Row(system: ["Synchronization"]),
        "Wire": Row(),
        "DialectKit": Row(["Canonical", "Wire"]),
        "CanonicalJSON": Row(["Canonical", "Wire"]),
        "Observability": Row(system: ["Glibc", "Synchronization"]),
        "Engine": Row(["Canonical", "Observability"], system: ["Glibc", "Synchronization"]),
        "Sandbox": Row(["Canonical", "Wire", "Engine"]),
        "QRImage": Row(["CZlib"]),
        "Reactor": Row(["CLinux", "Observability"], system: ["Glibc", "Synchronization"]),
        "TLS": Row(["COpenSSL"], system: ["Glibc"]),
        "Secrets": Row(["COpenSSL"], system: ["Glibc"]),
        "HTTP": Row(
            ["Wire", "Reactor", "TLS", "CZlib", "Observability"],
            system: ["Glibc", "Synchronization"]
        ),
        "SQLiteStore": Row(
            ["Canonical", "CanonicalJSON", "Wire", "Engine", "Observability", "CSQLite"],
            system: ["Glibc", "Synchronization"]
        ),
        "Deliveries": Row(
            [
                "Canonical", "Wire", "DialectKit", "Engine", "HTTP", "Reactor", "Observability",
                "Secrets",
            ],
            system: ["Glibc", "Synchronization"]
        ),
        "Upstreams": Row(
            [
                "Canonical", "Wire", "DialectKit", "Engine", "HTTP", "TLS", "Reactor",
                "Observability", "Secrets",
            ],
            system: ["Glibc", "Synchronization"]
        ),
        "Assessment": Row(["Canonical", "Wire", "DialectKit"]),
        "Gateway": Row(
            [
                "Canonical", "CanonicalJSON", "Wire", "DialectKit", "Engine", "Sandbox",
                "Deliveries", "Upstreams", "Assessment", "HTTP", "Reactor", "Observability",
                "Secrets",
            ],
            system: ["Glibc", "Synchronization"]
        ),
        "ConformanceKit": Row(
            ["Canonical", "Wire", "DialectKit", "HTTP", "Reactor", "Observability"],
            system: ["Glibc", "Synchronization"]
        ),
        "sotaque": Row(
            [
                "Canonical", "Wire", "DialectKit", "Engine", "Sandbox", "Deliveries", "HTTP", "TLS",
                "Secrets",
                "Reactor", "Observability", "QRImage", "SQLiteStore", "Gateway", "ConformanceKit",
                "Upstreams", "Assessment",
            ] + dialects,
            system: ["Glibc", "Synchronization"]
        ),
    ]

    private static let dialect = Row(["Canonical", "Wire", "DialectKit"])

    /// The vendors' targets: every one of them a name more, and nothing else here.
    static let dialects = ["Evolution", "MegaAPI", "Uazapi", "WhatIsUp", "ZapyAPI"]

    /// The folder of a target's sources.
    static func folder(of target: String) -> String {
        dialects.contains(target) ? "Dialects/\(target)" : "Sources/\(target)"
    }

    /// The modules that a target's files may import.
    ///
    /// The kit re-exports what a dialect needs, so a dialect imports the kit alone.
    static func imports(of target: String) -> Set<String> {
        guard let row = rows[target] else { return [] }
        return dialects.contains(target) ? ["DialectKit"] : row.targets.union(row.system)
    }

    /// The imports of a target's file that go through a wall.
    static func breaches(in file: SourceFile, of target: String) -> [String] {
        var breaches = file.imports.filter { !imports(of: target).contains($0) }
            .map { "\(file.path) imports \($0)" }
        if file.code.contains("@_exported"), file.path != "Sources/DialectKit/Exports.swift" {
            breaches.append("\(file.path) re-exports")
        }
        return breaches
    }
}
