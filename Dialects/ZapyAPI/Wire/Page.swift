import DialectKit

/// A page of a list: which one was asked for, and the seven members that describe it.
///
/// The rules are those of `prisma-extension-pagination`, whose members and order the answer has.
struct Page {
    /// The greatest number of items that are skipped; no list is that long, and no sum overflows.
    private static let greatestOffset = Int(Int32.max)

    /// Its number, from 1.
    let number: Int
    /// How many items it holds at most.
    let limit: Int

    /// Reads `page` (1 and more, 1 unless given) and `limit` (1 to 100, 100 unless given).
    init(_ query: QueryItems) throws(WireError) {
        number = try query.int("page") ?? 1
        limit = try query.int("limit") ?? 100
        guard number >= 1 else {
            throw WireError(.invalidValue, path: "page", "page must not be less than 1")
        }
        guard (1...100).contains(limit) else {
            throw WireError(.invalidValue, path: "limit", "limit must be between 1 and 100")
        }
    }

    /// How many items come before it.
    var offset: Int {
        let (offset, overflow) = (number - 1).multipliedReportingOverflow(by: limit)
        return overflow ? Self.greatestOffset : min(offset, Self.greatestOffset)
    }

    /// Writes the members that follow `data`.
    ///
    /// A page past the end is no error; its previous page is the one before it, be that empty too.
    func write(total: Int, to json: inout JSONWriter) {
        let count = (total + limit - 1) / limit
        let previous = number > 1 ? number - 1 : nil
        let next = number < count ? number + 1 : nil
        json.member("isFirstPage", previous == nil)
        json.member("isLastPage", next == nil)
        json.member("currentPage", number)
        json.member("previousPage", previous)
        json.member("nextPage", next)
        json.member("pageCount", count)
        json.member("totalCount", total)
    }
}
