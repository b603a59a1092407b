import Foundation
import Testing
import Wire

/// The public JSONTestSuite (MIT license), which is not part of the repository.
private enum PublicSuite {
    /// Its `test_parsing` folder: `SOTAQUE_JSON_TEST_SUITE`, or beside the repository.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["SOTAQUE_JSON_TEST_SUITE"] {
            return URL(filePath: path, directoryHint: .isDirectory)
        }
        let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
        return root.appending(path: "../shared/data/json-test-suite/test_parsing")
            .standardizedFileURL
    }()

    static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []

    static func names(_ prefix: String) -> [String] {
        names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }.sorted()
    }

    static func refusal(of name: String) throws -> JSONError? {
        WireTests.refusal(of: Array(try Data(contentsOf: folder.appending(path: name))))
    }
}

@Suite(
    "The public JSONTestSuite",
    .enabled(if: !PublicSuite.names.isEmpty, "set SOTAQUE_JSON_TEST_SUITE to its test_parsing")
)
struct JSONTestSuiteTests {
    /// How the reader decides what RFC 8259 leaves to the implementation; nil is accepted.
    ///
    /// Numbers are kept as text, so that none is too great or too small. Nothing that is not
    /// Unicode in UTF-8 gets in, nor more than 64 levels.
    static let decisions: [String: JSONError.Kind?] = [
        "i_number_double_huge_neg_exp": nil,
        "i_number_huge_exp": nil,
        "i_number_neg_int_huge_exp": nil,
        "i_number_pos_double_huge_exp": nil,
        "i_number_real_neg_overflow": nil,
        "i_number_real_pos_overflow": nil,
        "i_number_real_underflow": nil,
        "i_number_too_big_neg_int": nil,
        "i_number_too_big_pos_int": nil,
        "i_number_very_big_negative_int": nil,
        "i_object_key_lone_2nd_surrogate": .loneSurrogate,
        "i_string_1st_surrogate_but_2nd_missing": .loneSurrogate,
        "i_string_1st_valid_surrogate_2nd_invalid": .loneSurrogate,
        "i_string_UTF-16LE_with_BOM": .unexpectedByte,
        "i_string_UTF-8_invalid_sequence": .invalidUTF8,
        "i_string_UTF8_surrogate_U+D800": .invalidUTF8,
        "i_string_incomplete_surrogate_and_escape_valid": .loneSurrogate,
        "i_string_incomplete_surrogate_pair": .loneSurrogate,
        "i_string_incomplete_surrogates_escape_valid": .loneSurrogate,
        "i_string_invalid_lonely_surrogate": .loneSurrogate,
        "i_string_invalid_surrogate": .loneSurrogate,
        "i_string_invalid_utf-8": .invalidUTF8,
        "i_string_inverted_surrogates_U+1D11E": .loneSurrogate,
        "i_string_iso_latin_1": .invalidUTF8,
        "i_string_lone_second_surrogate": .loneSurrogate,
        "i_string_lone_utf8_continuation_byte": .invalidUTF8,
        "i_string_not_in_unicode_range": .invalidUTF8,
        "i_string_overlong_sequence_2_bytes": .invalidUTF8,
        "i_string_overlong_sequence_6_bytes": .invalidUTF8,
        "i_string_overlong_sequence_6_bytes_null": .invalidUTF8,
        "i_string_truncated-utf-8": .invalidUTF8,
        "i_string_utf16BE_no_BOM": .unexpectedByte,
        "i_string_utf16LE_no_BOM": .unexpectedByte,
        "i_structure_500_nested_arrays": .tooDeep,
        "i_structure_UTF-8_BOM_empty_object": .byteOrderMark,
    ]

    @Test("what must be accepted is accepted", arguments: PublicSuite.names("y_"))
    func accepted(name: String) throws {
        #expect(try PublicSuite.refusal(of: name) == nil)
    }

    @Test("what must be refused is refused", arguments: PublicSuite.names("n_"))
    func refused(name: String) throws {
        #expect(try PublicSuite.refusal(of: name) != nil)
    }

    @Test("what is left open is decided as documented", arguments: PublicSuite.names("i_"))
    func decided(name: String) throws {
        let decision = try #require(Self.decisions[String(name.dropLast(".json".count))])
        #expect(try PublicSuite.refusal(of: name)?.kind == decision)
    }

    @Test("the suite is there whole")
    func completeness() {
        #expect(PublicSuite.names("y_").count >= 95)
        #expect(PublicSuite.names("n_").count >= 188)
        #expect(PublicSuite.names("i_").count == Self.decisions.count)
    }
}
