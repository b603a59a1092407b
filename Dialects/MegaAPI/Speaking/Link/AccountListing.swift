import DialectKit

/// Reads the one instance that a key and its token open, with its webhook.
struct AccountListing {
    private let vendor: VendorInstance

    init(_ context: SpokenContext) throws(CommandFailure) {
        vendor = try VendorInstance(context)
    }

    /// Asks how it stands, then where its events go.
    var conversation: Conversation<[ForeignInstance]> {
        .ask(vendor.status) { (reply) throws(CommandFailure) in
            let status = try LinkStatus(reply)
            return .ask(vendor.request(.get, "/rest/webhook/{key}")) {
                (reply) throws(CommandFailure) in
                .done(Told([instance(status, webhook: try reply.success())]))
            }
        }
    }

    private func instance(_ status: LinkStatus, webhook: JSONValue) -> ForeignInstance {
        let account = status.account()
        let name = account?.pushName ?? ""
        return ForeignInstance(
            name: name.isEmpty ? vendor.key : name,
            dialectName: vendor.key,
            token: vendor.token,
            settings: [MegaAPISetting.key: vendor.key, MegaAPISetting.token: vendor.token],
            phone: account?.phone,
            state: status.state,
            webhooks: [ForeignInstance.Webhook(webhook)].compactMap { $0 }
        )
    }
}

extension ForeignInstance.Webhook {
    /// Reads the answer, flat as the page's table has it or nested; nil when no URL is set.
    fileprivate init?(_ answer: JSONValue) {
        let data = answer["webhookData"] ?? answer
        guard let url = answer.text("webhookUrl") ?? data.text("webhookUrl") else { return nil }
        let isEnabled = answer["webhookEnabled"]?.bool ?? data["webhookEnabled"]?.bool
        self.init(url: url, isEnabled: isEnabled ?? true)
    }
}
