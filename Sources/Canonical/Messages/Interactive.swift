/// A menu that opens under a message.
public struct ListContent: Equatable, Sendable {
    /// One group of rows.
    public struct Section: Equatable, Sendable {
        /// The group's heading.
        public var title: String
        /// What can be chosen.
        public var rows: [Row]

        /// Makes a section.
        public init(title: String, rows: [Row]) {
            self.title = title
            self.rows = rows
        }
    }

    /// One choice.
    public struct Row: Equatable, Sendable {
        /// What a choice answers with.
        public var id: String
        /// What is shown.
        public var title: String
        /// What is shown below it.
        public var description: String

        /// Makes a row.
        public init(id: String, title: String, description: String) {
            self.id = id
            self.title = title
            self.description = description
        }
    }

    /// The heading.
    public var title: String
    /// The words.
    public var body: String
    /// The small words below.
    public var footer: String
    /// The label of the button that opens the menu.
    public var button: String
    /// What can be chosen.
    public var sections: [Section]

    /// Makes a menu.
    public init(title: String, body: String, footer: String, button: String, sections: [Section]) {
        self.title = title
        self.body = body
        self.footer = footer
        self.button = button
        self.sections = sections
    }
}

/// Words with buttons.
public struct ButtonsContent: Equatable, Sendable {
    /// One button.
    public struct Button: Equatable, Sendable {
        /// What pressing it does, with what.
        public enum Action: Equatable, Sendable {
            /// Answers with this id.
            case reply(id: String)
            /// Opens this URL.
            case url(String)
            /// Calls this number.
            case call(String)
            /// Copies this text.
            case copy(String)
        }

        /// What is shown.
        public var title: String
        /// What pressing it does.
        public var action: Action

        /// Makes a button.
        public init(title: String, action: Action) {
            self.title = title
            self.action = action
        }
    }

    /// The heading, nil when there is none.
    public var title: String?
    /// The words.
    public var body: String
    /// The small words below, nil when there are none.
    public var footer: String?
    /// The picture, film or document above, nil when there is none.
    public var header: MediaContent?
    /// The buttons, in order.
    public var buttons: [Button]

    /// Makes words with buttons.
    public init(
        title: String? = nil,
        body: String,
        footer: String? = nil,
        header: MediaContent? = nil,
        buttons: [Button]
    ) {
        self.title = title
        self.body = body
        self.footer = footer
        self.header = header
        self.buttons = buttons
    }
}
