import Wire

extension Target {
    /// What is read and written is read as the same value, and written as the same bytes.
    static let json: Run = { bytes in
        guard let value = try? JSONReader.read(bytes) else { return }
        let written = value.serialized()
        guard let again = try? JSONReader.read(written) else {
            return expect(false, "what was written can be read")
        }
        expect(again == value, "what was read again is the same")
        expect(again.serialized() == written, "the same value is the same bytes")
    }
}
