import DialectKit

extension LinkedAccount {
    /// Whether an address is the account's own.
    func `is`(_ address: Address) -> Bool {
        if case .lid(let digits) = address { return digits == lid }
        return address.isSamePerson(as: .phone(phone))
    }
}
