import Canonical
import Testing

@Suite("Addresses are read in every spelling that vendors accept")
struct AddressTests {
    @Test(
        "a spelling gives the address",
        arguments: [
            ("5511999999999", "5511999999999@s.whatsapp.net"),
            ("+55 (11) 99999-9999", "5511999999999@s.whatsapp.net"),
            ("5511999999999@s.whatsapp.net", "5511999999999@s.whatsapp.net"),
            ("5511999999999@c.us", "5511999999999@s.whatsapp.net"),
            ("5511999999999@S.WhatsApp.NET", "5511999999999@s.whatsapp.net"),
            ("5511999999999:57@s.whatsapp.net", "5511999999999@s.whatsapp.net"),
            ("5511999999999_1:57@c.us", "5511999999999@s.whatsapp.net"),
            ("12345678901234@lid", "12345678901234@lid"),
            ("12345678901234:3@lid", "12345678901234@lid"),
            ("120363000000000001@g.us", "120363000000000001@g.us"),
            ("120363000000000001", "120363000000000001@g.us"),
            ("5511999999999-1600000000", "5511999999999-1600000000@g.us"),
            ("5511999999999-1600000000@g.us", "5511999999999-1600000000@g.us"),
            ("120363111111111111@newsletter", "120363111111111111@newsletter"),
            ("1600000000@broadcast", "1600000000@broadcast"),
            ("status@broadcast", "status@broadcast"),
        ]
    )
    func accepted(_ text: String, _ jid: String) throws {
        let address = try #require(Address(parsing: text))
        #expect(address.jid == jid)
        #expect(Address(parsing: jid) == address)
    }

    @Test(
        "anything else is refused, never guessed",
        arguments: [
            "", "@", "abc", "5511", "55119999999999999", "0511999999999", "5511999999999@",
            "5511999999999@example.com", "@s.whatsapp.net", "abc@lid", "1234@lid", "-1@g.us",
            "a-b@g.us", "1-2-3@g.us", "1600000000@status", "stat@broadcast", "x@newsletter",
            "[email protected]", "5511999999999@s.whatsapp.net@c.us", "٥٥١١٩٩٩٩٩٩٩٩٩",
            "5511999999999\u{0}", String(repeating: "1", count: 129) + "@g.us",
        ]
    )
    func refused(_ text: String) {
        #expect(Address(parsing: text) == nil)
    }

    @Test("only a group is a group, and only a phone has a phone")
    func kinds() throws {
        let group = try #require(Address(parsing: "120363000000000001@g.us"))
        let person = try #require(Address(parsing: "5511999999999"))
        #expect(group.isGroup && group.phone == nil)
        #expect(!person.isGroup && person.phone?.digits == "5511999999999")
    }
}
