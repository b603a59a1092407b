internal import Canonical
internal import Engine

extension Sandbox {
    /// Has the signs of a message's progress come, as its reader's phone gives them.
    func expect(_ letter: Letter, by reader: Person) {
        let habits = reader.habits
        let isOwn = reader === letter.author
        let isTaken =
            isOwn || reader.accepts(letter.author) && (!habits.isOffline || isReading(reader))
        let answer = !isOwn && habits.answers ? letter.message.content.words : nil
        expect(
            Receipt(
                of: letter,
                in: .person(reader),
                answer: answer,
                isTaken ? .delivered : .sent
            )
        )
    }

    /// Has the signs of a message's progress come, as its group's members give them.
    func expect(_ letter: Letter, in group: WorldGroup) {
        let isTaken = taker(in: group, of: letter.author) != nil
        expect(Receipt(of: letter, in: .group(group), isTaken ? .delivered : .sent))
    }

    /// Has a message fail that went to an address which nobody has.
    func expectFailure(of letter: Letter, to address: Address) {
        expect(Receipt(of: letter, in: .nobody(address), .failed))
    }

    /// Tells of a message's progress and has the next sign come.
    func follow(_ receipt: Receipt, at moment: Timestamp, _ effects: inout Effects) {
        switch receipt.step {
        case .sent:
            return tell(receipt, .sent, by: nil, at: moment, &effects)
        case .failed:
            return tell(receipt, .failed, by: nil, at: moment, &effects)
        case .delivered:
            tellDelivered(receipt, at: moment, &effects)
            guard receipt.isRead else { return }
            receipt.step = .read
        case .read:
            tellRead(receipt, at: moment, &effects)
            guard receipt.answer != nil else { return }
            receipt.step = .answer
        case .answer:
            guard let words = receipt.answer, let reader = receipt.reader else { return }
            say(.text(TextContent(words)), from: reader, to: receipt.author, at: moment, &effects)
            return
        }
        expect(receipt)
    }

    /// Tells the author's instances that a message came further, unless the receipt gets lost.
    ///
    /// A receipt that comes after one which says more is not told.
    func tell(
        _ receipt: Receipt,
        _ status: MessageStatus,
        by participant: Address?,
        at moment: Timestamp,
        _ effects: inout Effects
    ) {
        let isReadingOfMember = status == .read && participant != nil
        guard isReadingOfMember || !overtaken.covers(receipt.message, status) else { return }
        tell(
            receipt.author,
            .status(receipt.message, status, chat: receipt.address, participant: participant),
            of: receipt.sentAt,
            at: moment,
            &effects
        )
    }

    /// Tells an author's instances of a sign of a message's progress, unless it gets lost.
    func tell(
        _ author: Person,
        _ sign: Signal.Kind,
        of sentAt: Timestamp,
        at moment: Timestamp,
        _ effects: inout Effects
    ) {
        for session in author.sessions where session.linkedAt <= sentAt {
            guard strike(.loseReceipt, session.instance) == nil else { continue }
            give(sign, to: session, at: moment, &effects)
        }
    }

    private func tellDelivered(
        _ receipt: Receipt,
        at moment: Timestamp,
        _ effects: inout Effects
    ) {
        guard let group = receipt.group else {
            return tell(receipt, .delivered, by: nil, at: moment, &effects)
        }
        guard let member = taker(in: group, of: receipt.author) else { return }
        tell(receipt, .delivered, by: member.address, at: moment, &effects)
    }

    /// The first member besides the author whose phone takes messages, nil when none does.
    ///
    /// One phone's receipt stands for those of all: how many have a message is not counted.
    private func taker(in group: WorldGroup, of author: Person) -> Person? {
        group.members.lazy.map(\.person).first { member in
            member !== author
                && (!member.habits.isOffline || self.isReading(member))
        }
    }

    private func tellRead(_ receipt: Receipt, at moment: Timestamp, _ effects: inout Effects) {
        guard let group = receipt.group else {
            guard receipt.reader?.reads == true else { return }
            return tell(receipt, .read, by: nil, at: moment, &effects)
        }
        for member in group.members where member.person.reads && member.person !== receipt.author {
            tell(receipt, .read, by: member.person.address, at: moment, &effects)
        }
    }

    private func expect(_ receipt: Receipt) {
        guard agenda.count < options.receiptLimit else {
            droppedReceipts += 1
            return
        }
        let delays = options.delays
        var delay: Int64 =
            switch receipt.step {
            case .sent, .failed: delays.sent
            case .delivered: delays.delivered
            case .read: delays.read
            case .answer: delays.answered
            }
        if receipt.reader?.habits.isSlow == true {
            delay = delay.multipliedReportingOverflow(by: delays.slowness).partialValue
        }
        agenda.push(.receipt(receipt), due: receipt.sentAt.advanced(byMilliseconds: delay))
    }

    /// Whether an instance that is linked to the phone is online.
    private func isReading(_ person: Person) -> Bool {
        person.sessions.contains(where: \.isOnline)
    }
}

extension Receipt {
    /// Whether somebody will read the message by itself, or write back.
    fileprivate var isRead: Bool {
        guard let group else { return reader?.reads == true || answer != nil }
        return group.members.contains { $0.person.reads && $0.person !== author }
    }
}

extension Content {
    /// What somebody who echoes it would type.
    fileprivate var words: String {
        switch self {
        case .text(let text): text.text
        case .media(let media): media.caption ?? media.kind.rawValue
        case .list(let list): list.body
        case .buttons(let buttons): buttons.body
        case .poll(let poll): poll.question
        case .reply(let reply): reply.title
        }
    }
}
