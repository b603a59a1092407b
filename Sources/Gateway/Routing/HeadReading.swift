internal import Canonical
internal import DialectKit
internal import Engine
internal import HTTP
internal import Wire

/// What of a request follows from its head alone: where it goes, and what it shows to be let in.
///
/// Nothing in it depends on the time, on who holds what or on what was asked before, so the server
/// may keep it for heads of the same bytes.
final class HeadReading: HeadStudy {
    /// Whose the request is.
    enum Kind: Sendable {
        /// The control API's.
        case control
        /// Nobody's.
        case unclaimed
        /// A dialect's: a browser's question before a request of another origin.
        case preflight(Router.Territory)
        /// A dialect's, for one of its routes.
        case called(CalledRoute)
        /// A dialect's, and never carried out.
        case refused(Router.Territory, operation: String?, CommandFailure)
    }

    let kind: Kind

    init(_ kind: Kind) { self.kind = kind }
}

extension Gateway {
    /// Reads a head: the path, the query, the credential's digest.
    func read(_ head: HTTPRequestHead) -> HeadReading {
        if head.path == "/_sotaque" || head.path.hasPrefix("/_sotaque/") {
            return HeadReading(.control)
        }
        guard let destination = router.route(head.method, head.path) else {
            return HeadReading(.unclaimed)
        }
        let territory = destination.territory
        if head.method == .options, head.fields["access-control-request-method"] != nil {
            return HeadReading(.preflight(territory))
        }
        do throws(CommandFailure) {
            return HeadReading(.called(try called(destination, head)))
        } catch {
            let operation = (try? destination.route.get())?.route.operation
            return HeadReading(.refused(territory, operation: operation, error))
        }
    }

    private func called(
        _ destination: Router.Destination,
        _ head: HTTPRequestHead
    ) throws(CommandFailure) -> CalledRoute {
        let found = try destination.route.get()
        guard let query = QueryItems(parsing: head.query) else {
            throw CommandFailure(.requestInvalid, "The query cannot be read", field: "query")
        }
        if found.route.support == .extension, !options.servesExtensions {
            throw CommandFailure(.routeUnknown, "No such route")
        }
        return CalledRoute(
            destination.territory,
            found,
            query,
            head,
            credential: authenticator.credential(found.leaf, head.fields, query)
        )
    }
}
