import DialectKit
import Testing

@testable import sotaque

/// A gateway whose instance `sales` can be carried by another gateway, which serves a vendor's
/// dialect on its sandbox and is called over a socket.
struct VendorScene {
    let stage: RoutedStage
    let vendor: SocketedGateway
    /// The credentials of the tenant `acme`, by the control API's words.
    let credentials: JSONValue
    let sales: InstanceID

    static func start() async throws -> VendorScene {
        let stage = try RoutedStage()
        let vendor = try await SocketedGateway.start()
        let credentials = try await stage.tenant("acme")
        let sales = try await stage.instance("sales", of: "acme")
        return VendorScene(stage: stage, vendor: vendor, credentials: credentials, sales: sales)
    }

    func stop() async { await vendor.stop() }

    /// What opens the demo's instance in each dialect.
    static let settings: [String: JSONValue] = [
        "uazapi": ["token": "demo-instance-token"],
        "megaapi": ["instance_key": "megastart-demo", "token": "demo"],
        "zapyapi": ["api_key": "demo-api-key", "instance_id": "demo"],
        "whatisup": ["api_key": "zpk_test_demo", "instance_id": "inst_demo"],
    ]

    /// Has the vendor carry `sales` in one of its dialects, and hears that it is connected.
    func route(through dialect: String, policy: String = "lenient") async throws {
        let upstream: JSONValue = [
            "dialect": .string(dialect), "base_url": .string(vendor.baseURL),
        ]
        let made = await stage.control(.put, "/upstreams/\(dialect)-1", upstream)
        try #require(made.status == 201, "\(made.text)")
        let route: JSONValue = [
            "upstream": .string("\(dialect)-1"), "policy": .string(policy),
            "settings": Self.settings[dialect] ?? .null,
        ]
        let routed = await stage.control(.put, "/instances/sales/route", route)
        try #require(routed.status == 200, "\(routed.text)")
        try await stage.readLinks()
        let shown = await stage.control(.get, "/instances/sales")
        try #require(shown.json["state"] == "connected", "\(shown.text)")
    }

    /// The credential of `sales` in a dialect, with the header that carries it.
    func credential(in dialect: String) -> (name: String, value: String) {
        switch dialect {
        case "uazapi": ("token", "token-sales")
        case "megaapi": ("Authorization", "Bearer token-sales")
        case "zapyapi": ("x-api-key", credentials["api_key"]?.string ?? "")
        default: ("Authorization", "Bearer " + (credentials["bearer_key"]?.string ?? ""))
        }
    }

    /// Sends a text in a dialect.
    func sendText(_ text: String, in dialect: String) async -> HTTPResponse {
        let to: JSONValue = "5511988888888"
        let words = JSONValue.string(text)
        let (path, body): (String, JSONValue) =
            switch dialect {
            case "uazapi": ("/send/text", ["number": to, "text": words])
            case "megaapi":
                ("/rest/sendMessage/sales/text", ["messageData": ["to": to, "text": words]])
            case "zapyapi": ("/api/message/sales/text", ["to": to, "message": words])
            default:
                (
                    "/v1/instances/sales/messages",
                    ["to": to, "body": ["type": "text", "text": words]]
                )
            }
        return await stage.send(.post, path, credential(in: dialect), body)
    }
}
