extension Loss {
    /// What can be lost, as ``Command/fields`` and ``Loss/path`` name it.
    public enum Path {
        /// People whom a text names.
        public static let mentions = "mentions"
        /// The message that is answered.
        public static let quoted = "quoted"
        /// The mark of forwarding.
        public static let forwarded = "forwarded"
        /// The wait before a send.
        public static let delay = "delay"
        /// That a send marks its chat as read.
        public static let marksRead = "marks_read"
        /// That the chat is a group.
        public static let groupRecipient = "group_recipient"
        /// That somebody is known by LID.
        public static let lidRecipient = "lid_recipient"
        /// That a file comes as bytes.
        public static let inlineBytes = "inline_bytes"
        /// A file's media type.
        public static let mediaType = "media_type"
        /// A file's name.
        public static let fileName = "file_name"
        /// Words under a file.
        public static let caption = "caption"
        /// That a file can be seen once only.
        public static let viewOnce = "view_once"
        /// That a film plays by itself.
        public static let gif = "gif"
        /// A menu's heading.
        public static let listTitle = "list.title"
        /// A menu's footer.
        public static let listFooter = "list.footer"
        /// That a menu has no footer.
        public static let noListFooter = "list.no_footer"
        /// Descriptions of a menu's rows.
        public static let listDescription = "list.description"
        /// A heading over buttons.
        public static let buttonsTitle = "buttons.title"
        /// A footer under buttons.
        public static let buttonsFooter = "buttons.footer"
        /// A file over buttons.
        public static let buttonsHeader = "buttons.header"
        /// A button that answers.
        public static let replyButton = "buttons.reply"
        /// A button that opens a page.
        public static let urlButton = "buttons.url"
        /// A button that calls.
        public static let callButton = "buttons.call"
        /// A button that copies.
        public static let copyButton = "buttons.copy"
        /// How many options may be chosen, where it is not one.
        public static let pollSelectable = "poll.selectable"
        /// The message up to which a chat is marked.
        public static let upTo = "up_to"
        /// A QR code's text.
        public static let pairingText = "pairing.text"
        /// Where WhatsApp's own copy of a file is.
        public static let mediaPointers = "media_pointers"

        /// One of the account's privacy settings.
        public static func privacy(_ setting: PrivacySetting) -> String {
            "privacy.\(setting.rawValue)"
        }
    }
}
