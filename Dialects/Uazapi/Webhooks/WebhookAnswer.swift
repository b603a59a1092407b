import DialectKit

/// The vendor's Webhook object, its members in the order in which a live server wrote them.
struct WebhookAnswer {
    let endpoint: WebhookEndpoint

    /// Writes the members, without the braces.
    func write(_ writer: inout JSONWriter) {
        let settings = WebhookSettings(of: endpoint)
        writer.member("id", endpoint.uazapiID)
        writer.member("enabled", endpoint.isEnabled)
        writer.member("url", endpoint.url)
        writer.memberArray("events") { writer in
            for name in endpoint.events { writer.string(name) }
        }
        writer.memberArray("excludeMessages") { writer in
            for name in settings.excluded { writer.string(name) }
        }
        writer.member("addUrlEvents", settings.addsEvent)
        writer.member("addUrlTypesMessages", settings.addsMessageType)
    }

    /// The object alone, as an answer.
    var response: HTTPResponse { .json { writer in writer.object(write) } }

    /// Every webhook of an instance: always an array, also of one or none.
    ///
    /// That of the simple mode stands first (assumed), the others in the order they came.
    static func response(to endpoints: [WebhookEndpoint]) -> HTTPResponse {
        let single = endpoints.filter { $0.slot == .single }
        let added = endpoints.filter { $0.slot != .single }
        return .json { writer in
            writer.array { writer in
                for endpoint in single + added {
                    writer.object(WebhookAnswer(endpoint: endpoint).write)
                }
            }
        }
    }
}

extension WebhookEndpoint {
    /// The id in the vendor's form, `r` and 14 hex digits, made of the id's last random bits.
    ///
    /// It cannot be turned back: an endpoint is found again by making the ids of all.
    var uazapiID: String {
        guard let uuid = Entropy.uuid(ofULID: id) else { return id }
        return "r" + uuid.filter { $0 != "-" }.suffix(14)
    }
}
