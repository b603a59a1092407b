/// Remarks that several places share, numbered from 1 in the order in which they first came up.
struct Notes {
    /// The remarks.
    private(set) var texts: [String] = []
    private var numbers: [String: Int] = [:]

    /// The numbers of the remarks, each once and in rising order.
    mutating func numbers(of remarks: [String]) -> [Int] {
        Set(remarks.map { number(of: $0) }).sorted()
    }

    private mutating func number(of remark: String) -> Int {
        if let number = numbers[remark] { return number }
        texts.append(remark)
        numbers[remark] = texts.count
        return texts.count
    }
}
