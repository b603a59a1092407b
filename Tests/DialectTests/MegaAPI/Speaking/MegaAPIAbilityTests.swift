import DialectKit
import MegaAPI
import Testing

@Suite("mega-API carries what its table says")
struct MegaAPIAbilityTests {
    static let rows = VendorTalk.speech.abilities.rows
    static let names = rows.map { "\($0.command)/\($0.variant ?? "")" }

    @Test("every row has a sample and every sample one row")
    func complete() {
        let samples = AbilitySamples.full.map { "\($0.command)/\($0.variant ?? "")" }
        #expect(Set(Self.names) == Set(samples))
        #expect(Set(Self.names).count == Self.names.count, "a row stands twice")
        #expect(Set(samples).count == samples.count, "a sample stands twice")
    }

    @Test("what uses every field loses exactly what its row declares", arguments: names.indices)
    func full(index: Int) throws {
        let row = Self.rows[index]
        let sample = try #require(Self.sample(of: row, in: AbilitySamples.full))
        switch row.ability {
        case .exact: #expect(try sample.losses() == [])
        // What is told with an answer is not known before.
        case .lossy(let losses):
            #expect(try sample.losses() == losses.filter { $0.path != "pairing.text" })
        case .unsupported(let reason): expectRefusal(sample, reason)
        }
    }

    @Test("what uses no field loses only what every use loses", arguments: names.indices)
    func bare(index: Int) throws {
        let row = Self.rows[index]
        let sample = try #require(Self.sample(of: row, in: AbilitySamples.bare))
        switch row.ability {
        case .exact: #expect(try sample.losses() == [])
        case .lossy(let losses):
            #expect(try sample.losses() == losses.filter { $0.path == Loss.always })
        case .unsupported(let reason): expectRefusal(sample, reason)
        }
    }

    @Test("a code that is a picture has lost its text, and one that is typed has not")
    func pictureOnly() throws {
        let fresh = VendorTalk.context(.created, hasAccount: false)
        let picture = try VendorTalk.told(ConnectInstance(), fresh, answers: "qrcode_base64.1")
        #expect(picture.losses.map(\.path) == ["pairing.text"])
        let typed = ConnectInstance(pairingPhone: Samples.ninth.phone)
        #expect(try VendorTalk.told(typed, fresh, answers: "pairingCode.1").losses == [])
    }

    /// A command without a route cannot be said; a variant without one is refused.
    private func expectRefusal(_ sample: AbilitySample, _ reason: String) {
        do {
            #expect(try sample.losses() == nil)
        } catch {
            #expect(error as? CommandFailure == CommandFailure(.capabilityUnsupported, reason))
        }
    }

    private static func sample(
        of row: AbilityTable.Row,
        in samples: [AbilitySample]
    ) -> AbilitySample? {
        samples.first { $0.command == row.command && $0.variant == row.variant }
    }
}
