import DialectKit

extension SendMessage: SpokenCommand {
    /// One call, sent once; where a plan has no `textMentioned`, the words go without mentions.
    func conversation(
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<SendMessage.Outcome> {
        let vendor = try VendorInstance(context)
        guard recipient.isReachable else {
            throw CommandFailure(
                .capabilityUnsupported,
                "The upstream sends to people and groups only"
            )
        }
        switch content {
        case .text(let text): return self.text(text, vendor, context)
        case .media(let media): return try file(media, vendor, context)
        case .list(let list):
            return asking(vendor.send("listMessage", to: recipient) { $0.listBody(list) }, context)
        case .buttons(let buttons):
            let template = try TemplateMessage(buttons, context)
            return asking(
                vendor.send("templateMessage", to: recipient) { $0.templateBody(template) },
                context
            )
        case .poll, .reply:
            throw CommandFailure(.capabilityUnsupported, "No call sends that")
        }
    }

    private func text(
        _ text: TextContent,
        _ vendor: VendorInstance,
        _ context: SpokenContext
    ) -> Conversation<Outcome> {
        if let quoted {
            let quote = QuotedMessage(quoted, in: self, context)
            let request = vendor.send("quoteMessage", to: recipient) { json in
                json.member("text", text.text)
                json.quoted(quote)
            }
            return asking(request, context, losses: quote.losses)
        }
        let plain = asking(
            vendor.send("text", to: recipient) { $0.member("text", text.text) },
            context
        )
        guard !text.mentions.isEmpty else { return plain }
        return mentioning(text, vendor, context, else: plain)
    }

    /// Tries the route that mentions; a plan without it has certainly sent nothing.
    private func mentioning(
        _ text: TextContent,
        _ vendor: VendorInstance,
        _ context: SpokenContext,
        else plain: Conversation<Outcome>
    ) -> Conversation<Outcome> {
        let request = vendor.send("textMentioned", to: recipient) { json in
            json.member("text", text.text)
            json.memberArray("mentions") { json in
                for mention in text.mentions { json.string(mention.jid) }
            }
        }
        return .ask(request) { (reply) throws(CommandFailure) in
            if VendorFailure.failure(of: reply)?.code == .capabilityUnsupported { return plain }
            return .done(try SentMessage(reply).told(of: self, context))
        }
    }

    private func file(
        _ media: MediaContent,
        _ vendor: VendorInstance,
        _ context: SpokenContext
    ) throws(CommandFailure) -> Conversation<Outcome> {
        let file = try MediaMessage(media)
        let request = vendor.send(file.route, to: recipient) { $0.file(file) }
        return asking(request, context, losses: file.losses)
    }

    private func asking(
        _ request: UpstreamRequest,
        _ context: SpokenContext,
        losses: [Loss] = []
    ) -> Conversation<Outcome> {
        .ask(request) { (reply) throws(CommandFailure) in
            var told = try SentMessage(reply).told(of: self, context)
            told.losses = losses
            return .done(told)
        }
    }
}

extension VendorInstance {
    /// A send to one recipient; it is never repeated, for the vendor has no reference of ours.
    fileprivate func send(
        _ route: String,
        to recipient: Address,
        _ members: (inout JSONWriter) -> Void
    ) -> UpstreamRequest {
        post("/rest/sendMessage/{key}/\(route)", effect: .once) { json in
            json.member("messageData") { json in
                json.member("to", recipient.jid)
                members(&json)
            }
        }
    }
}

extension Address {
    /// Whether the vendor's engine knows the form: anything else it would take for a phone.
    fileprivate var isReachable: Bool {
        switch self {
        case .phone, .lid, .group: true
        case .newsletter, .broadcast, .status: false
        }
    }
}
