public import Canonical

extension Engine {
    /// What the commands of a request lost on their way over a network; given once.
    public func takeLosses(_ requestID: String) -> [Loss] { losses.take(requestID) }
}

extension RemoteResult where Outcome == SendMessage.Outcome {
    /// What an upstream that made a send does not tell of it.
    func untold(of send: SendMessage) -> [Loss] {
        guard case .done(let outcome) = end, send.content.file != nil,
            outcome.message.content.file?.kept == nil
        else { return [] }
        return [
            Loss(
                "media_pointers",
                .dropped,
                "keys and addresses of WhatsApp's encrypted copy are not told"
            )
        ]
    }
}

extension Content {
    /// The file that it has, kept or not.
    fileprivate var file: MediaContent? {
        switch self {
        case .media(let media): media
        case .buttons(let buttons): buttons.header
        case .text, .list, .poll, .reply: nil
        }
    }
}
