import DialectKit

extension UazapiDialect {
    /// Every operation of the vendor that is known and not served: answered 405, as the vendor
    /// answers for an operation that a build lacks.
    static let refused: [Route] = KnownOperations.all.flatMap { $0.routes }
}

/// Operations that are refused for one reason.
struct KnownOperations {
    let reason: String
    let access: Access
    /// `METHOD /path`, in the order of the vendor's index.
    let calls: [(HTTPMethod, String)]

    init(_ reason: String, access: Access = .instance, _ calls: [(HTTPMethod, String)]) {
        self.reason = reason
        self.access = access
        self.calls = calls
    }

    var routes: [Route] {
        calls.map { method, path in
            Route(
                refusing: method,
                PathPattern(path),
                Self.operation(method, path),
                because: reason,
                access: access
            )
        }
    }

    /// The path with dots, and the method's name after it unless that is the usual `POST`.
    private static func operation(_ method: HTTPMethod, _ path: String) -> String {
        let words = path.split(separator: "/").map(String.init)
        let suffix = method == .post ? [] : [method.rawValue.lowercased()]
        return (words + suffix).joined(separator: ".")
    }
}

extension KnownOperations {
    static let all = [
        KnownOperations(
            "administration of the whole server is the control interface",
            access: .administrator,
            [
                (.post, "/instance/updateAdminFields"),
                (.post, "/admin/restart"),
                (.post, "/admin/token/rotate"),
            ]
        ),
        KnownOperations(
            "the vendor's server and network settings have no counterpart",
            [
                (.post, "/instance/updateDelaySettings"),
                (.delete, "/instance/proxy"),
                (.get, "/instance/proxy"),
                (.post, "/instance/proxy"),
                (.get, "/proxy-managed/cities"),
                (.get, "/proxy-managed/countries"),
            ]
        ),
        KnownOperations(
            "the limits of new chats are not known",
            [
                (.get, "/instance/wa_messages_limits")
            ]
        ),
        KnownOperations(
            "the CRM, campaigns, chatbots and Chatwoot are the vendor's own products",
            [
                (.post, "/chat/notes"),
                (.post, "/chat/notes/edit"),
                (.post, "/chat/notes/refresh"),
                (.post, "/quickreply/edit"),
                (.get, "/quickreply/showall"),
                (.post, "/instance/updateFieldsMap"),
                (.post, "/chat/editLead"),
                (.post, "/sender/advanced"),
                (.delete, "/sender/clearall"),
                (.post, "/sender/cleardone"),
                (.post, "/sender/edit"),
                (.get, "/sender/listfolders"),
                (.post, "/sender/listmessages"),
                (.post, "/sender/simple"),
                (.post, "/instance/updatechatbotsettings"),
                (.post, "/agent/edit"),
                (.get, "/agent/list"),
                (.post, "/trigger/edit"),
                (.get, "/trigger/list"),
                (.post, "/knowledge/edit"),
                (.get, "/knowledge/list"),
                (.post, "/function/edit"),
                (.get, "/function/list"),
                (.get, "/chatwoot/config"),
                (.put, "/chatwoot/config"),
            ]
        ),
        KnownOperations(
            "profiles and business catalogues are not served yet",
            [
                (.post, "/profile/image"),
                (.post, "/profile/name"),
                (.post, "/business/catalog/delete"),
                (.post, "/business/catalog/hide"),
                (.post, "/business/catalog/info"),
                (.post, "/business/catalog/list"),
                (.post, "/business/catalog/show"),
                (.get, "/business/get/categories"),
                (.post, "/business/get/profile"),
                (.post, "/business/update/profile"),
            ]
        ),
        KnownOperations(
            "calls are not served yet",
            [
                (.post, "/call/make"),
                (.post, "/call/reject"),
            ]
        ),
        KnownOperations(
            "this kind of message is not served yet",
            [
                (.post, "/send/contact"),
                (.post, "/send/location"),
                (.post, "/send/carousel"),
                (.post, "/send/location-button"),
                (.post, "/send/pix-button"),
                (.post, "/send/request-payment"),
                (.post, "/send/status"),
            ]
        ),
        KnownOperations(
            "the queue of asynchronous sends does not exist: every answer comes after the send",
            [
                (.delete, "/message/async"),
                (.get, "/message/async"),
            ]
        ),
        KnownOperations(
            "these actions on messages and their history are not served yet",
            [
                (.post, "/message/download"),
                (.post, "/message/edit"),
                (.post, "/message/history-sync"),
                (.post, "/message/markread"),
                (.post, "/message/pin"),
                (.post, "/message/react"),
            ]
        ),
        KnownOperations(
            "these actions on chats, the address book and labels are not served yet",
            [
                (.post, "/chat/delete"),
                (.post, "/chat/archive"),
                (.post, "/chat/mute"),
                (.post, "/chat/pin"),
                (.post, "/chat/ephemeral"),
                (.post, "/chat/find"),
                (.get, "/contacts"),
                (.post, "/contacts/list"),
                (.post, "/contact/add"),
                (.post, "/contact/remove"),
                (.get, "/labels"),
                (.post, "/labels/refresh"),
                (.post, "/label/edit"),
                (.post, "/chat/labels"),
            ]
        ),
        KnownOperations(
            "invitations, these settings of groups, and communities are not served yet",
            [
                (.post, "/group/ephemeral"),
                (.post, "/group/inviteInfo"),
                (.post, "/group/join"),
                (.post, "/group/resetInviteCode"),
                (.post, "/group/updateDescription"),
                (.post, "/group/updateImage"),
                (.post, "/group/updateJoinApproval"),
                (.post, "/group/updateMemberAddMode"),
                (.post, "/group/updateName"),
                (.post, "/community/create"),
                (.post, "/community/editgroups"),
            ]
        ),
        KnownOperations(
            "channels are not served yet",
            [
                (.post, "/newsletter/admin/accept"),
                (.post, "/newsletter/admin/invite"),
                (.post, "/newsletter/admin/remove"),
                (.post, "/newsletter/admin/revoke"),
                (.post, "/newsletter/create"),
                (.post, "/newsletter/delete"),
                (.post, "/newsletter/description"),
                (.post, "/newsletter/follow"),
                (.post, "/newsletter/info"),
                (.post, "/newsletter/link"),
                (.get, "/newsletter/list"),
                (.post, "/newsletter/messages"),
                (.post, "/newsletter/messages/delete"),
                (.post, "/newsletter/messages/edit"),
                (.post, "/newsletter/mute"),
                (.post, "/newsletter/name"),
                (.post, "/newsletter/owner/transfer"),
                (.post, "/newsletter/picture"),
                (.post, "/newsletter/reaction"),
                (.post, "/newsletter/search"),
                (.post, "/newsletter/settings"),
                (.post, "/newsletter/subscribe"),
                (.post, "/newsletter/unfollow"),
                (.post, "/newsletter/unmute"),
                (.post, "/newsletter/updates"),
                (.post, "/newsletter/viewed"),
            ]
        ),
    ]
}
