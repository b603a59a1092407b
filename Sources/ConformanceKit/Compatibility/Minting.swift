import DialectKit

/// Credentials and names come out of the random bytes alone: alike from the same, different from
/// others.
struct Minting {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)
    private static let one = (0..<32).map { UInt8($0 * 7 % 256) }
    private static let other = (0..<32).map { UInt8(($0 * 11 + 101) % 256) }

    let dialect: any Dialect

    init(_ dialect: any Dialect) { self.dialect = dialect }

    var findings: [String] {
        var findings = Self.check("names") { dialect.naming.mint($0, Self.now) }
        for credential in dialect.credentials {
            findings += Self.check("credential \(credential.realm.text)", credential.mint)
        }
        return findings
    }

    private static func check(_ subject: String, _ mint: ([UInt8]) -> String) -> [String] {
        let text = mint(one)
        var findings: [String] = []
        if text.isEmpty { findings.append("\(subject): minted empty") }
        if text != mint(one) { findings.append("\(subject): minted differently each time") }
        if text == mint(other) { findings.append("\(subject): minted alike from other bytes") }
        if !text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            findings.append("\(subject): minted with characters that no header may hold")
        }
        return findings
    }
}
