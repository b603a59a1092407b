// swift-tools-version: 6.3
import PackageDescription

/// The one list of settings for every Swift target.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// Targets that hold no raw pointers: an unsafe call there cannot go unmarked.
let safe: [SwiftSetting] = settings + [.strictMemorySafety()]

/// A library target of `Sources/`.
func module(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    settings: [SwiftSetting] = safe
) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        path: "Sources/\(name)",
        swiftSettings: settings
    )
}

/// A vendor's language: data and pure functions, so it sees the kit and nothing else.
func dialect(_ name: String) -> Target {
    .target(
        name: name,
        dependencies: ["Canonical", "Wire", "DialectKit"],
        path: "Dialects/\(name)",
        exclude: ["README.md"],
        swiftSettings: safe
    )
}

/// The tests of one target.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: dependencies,
        path: "Tests/\(name)Tests",
        swiftSettings: settings
    )
}

/// The vendors that are served.
let dialects: [Target.Dependency] = ["Uazapi", "MegaAPI", "ZapyAPI", "WhatIsUp"]

let package = Package(
    name: "sotaque",
    products: [.executable(name: "sotaque", targets: ["sotaque"])],
    targets: [
        // C: what Swift's Glibc module lacks, and the three libraries of the system.
        .target(name: "CLinux", path: "Sources/CLinux"),
        .systemLibrary(name: "COpenSSL", path: "Sources/COpenSSL", pkgConfig: "openssl"),
        .systemLibrary(name: "CSQLite", path: "Sources/CSQLite", pkgConfig: "sqlite3"),
        .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib"),

        // Values: the canonical model, what goes over the wire, and how one becomes the other.
        module("Canonical"),
        module("Wire"),
        module("DialectKit", ["Canonical", "Wire"]),
        module("CanonicalJSON", ["Canonical", "Wire"]),

        // The core: carries commands out on the simulated world, and sees neither HTTP nor vendors.
        module("Observability", settings: settings),
        module("Engine", ["Canonical", "Observability"]),
        module("Sandbox", ["Canonical", "Wire", "Engine"]),

        // The ground: the system and the C libraries behind types of ours, sockets to SQL.
        module("QRImage", ["CZlib"], settings: settings),
        module("Reactor", ["CLinux", "Observability"], settings: settings),
        module("TLS", ["COpenSSL"], settings: settings),
        module("Secrets", ["COpenSSL"], settings: settings),
        module(
            "HTTP",
            ["Wire", "Reactor", "TLS", "CZlib", "Observability"],
            settings: settings
        ),
        module(
            "SQLiteStore",
            ["Canonical", "CanonicalJSON", "Wire", "Engine", "Observability", "CSQLite"],
            settings: settings
        ),

        // What tells clients of events: deliveries to endpoints, and live streams.
        module(
            "Deliveries",
            [
                "Canonical", "Wire", "DialectKit", "Engine", "HTTP", "Reactor", "Observability",
                "Secrets",
            ]
        ),

        // What speaks to other vendors and gateways, and listens to them.
        module(
            "Upstreams",
            [
                "Canonical", "Wire", "DialectKit", "Engine", "HTTP", "TLS", "Reactor",
                "Observability", "Secrets",
            ]
        ),

        // What each upstream carries, and what a client would lose on one.
        module("Assessment", ["Canonical", "Wire", "DialectKit"]),

        // The front, the suite, and the executable that joins everything.
        module(
            "Gateway",
            [
                "Canonical", "CanonicalJSON", "Wire", "DialectKit", "Engine", "Sandbox",
                "Deliveries", "Upstreams", "Assessment", "HTTP", "Reactor", "Observability",
                "Secrets",
            ]
        ),
        module(
            "ConformanceKit",
            ["Canonical", "Wire", "DialectKit", "HTTP", "Reactor", "Observability"]
        ),
        .executableTarget(
            name: "sotaque",
            dependencies: [
                "Canonical", "Wire", "DialectKit", "Engine", "Sandbox", "Deliveries", "HTTP", "TLS",
                "Secrets", "Reactor", "Observability", "QRImage", "SQLiteStore", "Gateway",
                "ConformanceKit", "Upstreams", "Assessment", "Evolution",
            ] + dialects,
            path: "Sources/sotaque",
            swiftSettings: settings
        ),

        // The vendors.
        dialect("Uazapi"),
        dialect("MegaAPI"),
        dialect("ZapyAPI"),
        dialect("WhatIsUp"),
        // Spoken only.
        dialect("Evolution"),

        // The tests, in the order of what they test, after what some of them share.
        .target(name: "TestSupport", path: "Tests/Support", swiftSettings: settings),
        tests("Wire", ["Wire"]),
        tests("Canonical", ["Canonical", "CanonicalJSON", "Wire"]),
        tests("QRImage", ["QRImage", "CZlib", "TestSupport"]),
        tests("Reactor", ["Reactor", "TLS", "Secrets", "Observability", "Wire", "TestSupport"]),
        tests("HTTP", ["HTTP", "TLS", "Reactor", "Wire", "Observability", "TestSupport"]),
        tests(
            "SQLiteStore",
            ["SQLiteStore", "Engine", "Canonical", "Observability", "CSQLite", "TestSupport"]
        ),
        tests("Engine", ["Engine", "Sandbox", "Canonical", "Observability"]),
        tests(
            "Deliveries",
            [
                "Deliveries", "Engine", "DialectKit", "Canonical", "Wire", "HTTP", "TLS", "Reactor",
                "Observability", "Secrets",
            ]
        ),
        tests(
            "Dialect",
            ["DialectKit", "Canonical", "CanonicalJSON", "ConformanceKit", "Wire", "Evolution"]
                + dialects
        ),
        tests(
            "Upstreams",
            [
                "Upstreams", "Evolution", "Engine", "DialectKit", "Canonical", "Wire", "HTTP",
                "TLS",
                "Reactor", "Observability",
            ] + dialects
        ),
        tests("Assessment", ["Assessment", "Canonical", "Wire", "DialectKit"] + dialects),
        tests(
            "Conformance",
            [
                "ConformanceKit", "Gateway", "Deliveries", "Engine", "DialectKit", "Canonical",
                "Wire", "HTTP", "TLS", "Reactor", "Observability", "Secrets", "Upstreams",
                "Assessment", "sotaque", "TestSupport",
            ]
        ),
        tests("Architecture", []),
    ]
)

// Fuzzing needs what only clang's runtime has, so nobody else builds it: see deploy/fuzz.
if Context.environment["SOTAQUE_FUZZ"] != nil {
    package.targets += [
        .target(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "CFuzzer", "HTTP", "Wire", "DialectKit", "ConformanceKit", "Evolution",
            ] + dialects,
            path: "Tests/Fuzz/Driver",
            swiftSettings: settings
        ),
    ]
}
