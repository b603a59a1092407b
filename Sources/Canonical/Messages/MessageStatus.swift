/// How far a message has come; it never goes back.
public enum MessageStatus: Int, Sendable, Comparable, CaseIterable {
    /// Journalled here.
    case accepted
    /// Waiting for the upstream.
    case queued
    /// WhatsApp's server has it.
    case sent
    /// The reader's phone has it.
    case delivered
    /// The reader opened the chat.
    case read
    /// The reader played it.
    case played
    /// It will not arrive.
    case failed
    /// Withdrawn before it was sent.
    case canceled
    /// It may or may not have been sent.
    case unknown

    /// The status's stable name.
    public var name: String {
        switch self {
        case .accepted: "accepted"
        case .queued: "queued"
        case .sent: "sent"
        case .delivered: "delivered"
        case .read: "read"
        case .played: "played"
        case .failed: "failed"
        case .canceled: "canceled"
        case .unknown: "unknown"
        }
    }

    /// Orders by progress.
    public static func < (left: MessageStatus, right: MessageStatus) -> Bool {
        left.rawValue < right.rawValue
    }
}
