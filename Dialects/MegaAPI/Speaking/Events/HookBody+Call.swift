import DialectKit

extension HookBody {
    /// A call as the library under the vendor's engine shows it, nil when it names no caller.
    func call() -> [Observation]? {
        guard let data = json["data"], let id = data.text("id"),
            let from = data.address("from") ?? data.address("chatId")
        else { return nil }
        let group = data.address("groupJid")
        let call = Call(
            id: id,
            from: from,
            lid: from.lid,
            group: group?.isGroup == true ? group : nil,
            isVideo: data.flag("isVideo")
        )
        let payload: EventPayload
        switch data.text("status") {
        case "offer": payload = .callOffered(call)
        case "timeout": payload = .callEnded(call, .missed)
        case "reject": payload = .callEnded(call, .rejected)
        case "accept": payload = .callEnded(call, .answeredElsewhere)
        case "terminate": payload = .callEnded(call, .ended)
        // The library also tells of ringing, for which there is no event.
        default: return [Observation(.alive, at: receivedAt)]
        }
        return [Observation(.event(payload), at: data.moment("date") ?? receivedAt)]
    }
}
