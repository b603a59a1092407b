internal import CLinux

/// The resident pages of the program's own code.
public enum CodePages {
    /// Lets go of what only the start needed; what is used again is mapped again from the file.
    ///
    /// The start walks through most of a static binary once: 12 of 17 MB resident, of which a server at
    /// rest uses little.
    public static func letGo() { clinux_let_go_of_code() }
}
