import Canonical
import Testing

@Suite("Phone numbers and the Brazilian ninth digit")
struct PhoneNumberTests {
    @Test(
        "blanks and signs that people write are skipped",
        arguments: [
            ("5511999999999", "5511999999999"), ("+55 11 99999-9999", "5511999999999"),
            ("55.11.99999.9999", "5511999999999"), ("(55) 11 3333-4444", "551133334444"),
            ("1234567890", "1234567890"), ("123456789012345", "123456789012345"),
        ]
    )
    func accepted(_ text: String, _ digits: String) {
        #expect(PhoneNumber(text)?.digits == digits)
    }

    @Test(
        "as an integer a number is found by its digits, and by the key of its person",
        arguments: [
            ("5511999999999", 5_511_999_999_999, 551_199_999_999),
            ("551199999999", 551_199_999_999, 551_199_999_999),
            ("5511933334444", 5_511_933_334_444, 5_511_933_334_444),
            ("5215512345678", 5_215_512_345_678, 525_512_345_678),
            ("5491112345678", 5_491_112_345_678, 541_112_345_678),
            ("123456789012345", 123_456_789_012_345, 123_456_789_012_345),
        ] as [(String, UInt64, UInt64)]
    )
    func values(_ text: String, _ value: UInt64, _ equality: UInt64) throws {
        let number = try #require(PhoneNumber(text))
        #expect(number.value == value)
        #expect(PhoneNumber.equalityValue(of: value) == equality)
        #expect(number.equalityKey == String(equality))
    }

    @Test("a text is taken as it stands only if it is nothing but a number's digits")
    func bare() {
        for text in ["1234567890", "5511999999999", "123456789012345"] {
            #expect(PhoneNumber(bare: text)?.digits == text)
        }
        let others = [
            "", "123456789", "1234567890123456", "0123456789", "+5511999999999", "5511 99999999",
            "55119999999é", "551199999999/", "551199999999:",
        ]
        for text in others { #expect(PhoneNumber(bare: text) == nil) }
    }

    @Test(
        "what is no number is refused",
        arguments: [
            "", "123456789", "1234567890123456", "0123456789", "55+11999999999", "5511a999999999",
            "++5511999999999", "5511999999999;",
        ]
    )
    func refused(_ text: String) {
        #expect(PhoneNumber(text) == nil)
    }

    @Test(
        "the ninth digit is put in and left out where it may be",
        arguments: [
            // A mobile number with 13 digits, then with 12, in two areas.
            ("5511999999999", nil, "551199999999"),
            ("551199999999", "5511999999999", nil),
            ("5531988887777", nil, "553188887777"),
            ("553188887777", "5531988887777", nil),
            // A mobile number that began with 7 or 6 before.
            ("551178887777", "5511978887777", nil),
            ("551161112222", "5511961112222", nil),
            // Landlines never take it.
            ("551133334444", nil, nil),
            ("551123334444", nil, nil),
            ("551153334444", nil, nil),
            // Thirteen digits without a 9 there, and other countries.
            ("5511899999999", nil, nil),
            ("351912345678", nil, nil),
            ("4915112345678", nil, nil),
        ] as [(String, String?, String?)]
    )
    func ninthDigit(_ digits: String, _ with: String?, _ without: String?) throws {
        let number = try #require(PhoneNumber(digits))
        #expect(number.withNinthDigit?.digits == with)
        #expect(number.withoutNinthDigit?.digits == without)
        let candidates = number.candidates.map(\.digits)
        #expect(candidates == [digits] + [with, without].compactMap { $0 })
    }

    @Test(
        "the two forms of one person have one key",
        arguments: [
            ("5511999999999", "551199999999"), ("5531988887777", "553188887777"),
            ("5215512345678", "525512345678"), ("5491112345678", "541112345678"),
        ]
    )
    func equalityKey(_ long: String, _ short: String) throws {
        #expect(try #require(PhoneNumber(long)).equalityKey == short)
        #expect(try #require(PhoneNumber(short)).equalityKey == short)
    }

    @Test("a mobile number is never taken for the landline with the same digits")
    func landlineIsSomebodyElse() throws {
        let mobile = try #require(PhoneNumber("5511933334444"))
        let landline = try #require(PhoneNumber("551133334444"))
        #expect(mobile.equalityKey != landline.equalityKey)
    }

    @Test(
        "landlines of Brazil are told by their first local digit",
        arguments: [
            ("551123334444", true), ("551153334444", true), ("551163334444", false),
            ("551199999999", false), ("5511999999999", false), ("351212345678", false),
        ]
    )
    func landlines(_ digits: String, _ isLandline: Bool) throws {
        #expect(try #require(PhoneNumber(digits)).isBrazilianLandline == isLandline)
    }
}
