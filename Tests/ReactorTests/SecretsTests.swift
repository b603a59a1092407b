import Testing
import Wire

@testable import Secrets

@Suite("Secrets' tools, against published answers")
struct SecretsTests {
    @Test(
        "SHA-256 digests the texts of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]
    )
    func sha256(text: String, digest: String) throws {
        #expect(Hex.encode(Digest.sha256(Array(text.utf8))) == digest)
        let value = SHA256Digest.of(text)
        #expect(Hex.encode(value.bytes) == digest)
        #expect(value == SHA256Digest.of(Array(text.utf8)))
        #expect(SHA256Digest(bytes: value.bytes) == value)
        #expect(SHA256Digest(bytes: Array(value.bytes.dropLast())) == nil)
        #expect(value != SHA256Digest.of(text + "x"))
    }

    @Test(
        "HMAC-SHA256 signs the texts of RFC 4231",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        ]
    )
    func hmac(key: [UInt8], message: String, signature: String) {
        #expect(Hex.encode(Digest.hmacSHA256(key: key, Array(message.utf8))) == signature)
    }

    @Test("a comparison knows equal from unequal")
    func compare() {
        #expect(Digest.equal([], []))
        #expect(Digest.equal([1, 2], [1, 2]))
        #expect(!Digest.equal([1, 2], [1, 3]))
        #expect(!Digest.equal([1, 2], [1, 2, 3]))
    }

    @Test("random bytes have the length asked for and do not repeat")
    func random() {
        #expect(SecureRandom.bytes(0).isEmpty)
        #expect(SecureRandom.bytes(-1).isEmpty)
        for count in [1, 8, 13, 32] { #expect(SecureRandom.bytes(count).count == count) }
        #expect(SecureRandom.bytes(32) != SecureRandom.bytes(32))
    }

    @Test("AES-256-GCM seals the text of the GCM specification, test case 16")
    func sealedBox() throws {
        let key = try #require(
            Hex.decode("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
        )
        let text = try #require(
            Hex.decode(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532f"
                    + "cf0e2449a6b525b16aedf5aa0de657ba637b39"
            )
        )
        let place = try #require(Hex.decode("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        let nonce = try #require(Hex.decode("cafebabefacedbaddecaf888"))
        let box = try #require(SealedBox(key: key))
        let sealed = box.seal(text, for: place, nonce: nonce)
        #expect(
            Hex.encode(sealed) == "cafebabefacedbaddecaf888"
                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b0"
                + "8b1056828838c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b"
        )
        #expect(box.open(sealed, for: place) == text)
    }

    @Test("a sealed value opens only whole, in its place and with its key", arguments: [0, 1, 100])
    func tampering(count: Int) throws {
        let box = try #require(SealedBox(key: SecureRandom.bytes(32)))
        let text = SecureRandom.bytes(count)
        let sealed = box.seal(text, for: [1])
        #expect(box.open(sealed, for: [1]) == text)
        #expect(box.open(sealed, for: [2]) == nil)
        #expect(box.open(sealed, for: []) == nil)
        for length in 0..<sealed.count {
            #expect(box.open(Array(sealed.prefix(length)), for: [1]) == nil)
        }
        for index in sealed.indices {
            var bent = sealed
            bent[index] ^= 0x10
            #expect(box.open(bent, for: [1]) == nil)
        }
        let other = try #require(SealedBox(key: SecureRandom.bytes(32)))
        #expect(other.open(sealed, for: [1]) == nil)
        #expect(SealedBox(key: []) == nil)
        #expect("\(box)" == "SealedBox(***)")
    }
}
