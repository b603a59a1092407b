internal import Canonical
internal import DialectKit
internal import Engine
internal import Wire

/// A route with everything that a head says about its call.
final class CalledRoute: Sendable {
    let territory: Router.Territory
    let leaf: RouteTree.Leaf
    /// What the dialect may know of the head.
    let head: RoutedHead
    /// The path as it was sent.
    let path: String
    /// The credential's digest, or why there is none to look up.
    let credential: Result<CredentialDigest, CommandFailure>
    /// The value of `Idempotency-Key`.
    let idempotencyKey: String?
    /// The name that the path gives to the instance, empty when it gives none.
    let instanceName: String
    /// Who calls, once that was found out.
    let opened = OpenedAccess()

    init(
        _ territory: Router.Territory,
        _ found: Router.Found,
        _ query: QueryItems,
        _ head: HTTPRequestHead,
        credential: Result<CredentialDigest, CommandFailure>
    ) {
        self.territory = territory
        leaf = found.leaf
        self.head = RoutedHead(head, parameters: found.parameters, query: query)
        path = head.path
        self.credential = credential
        idempotencyKey = head.fields["idempotency-key"]
        instanceName =
            switch found.route.access.subject {
            case .tenant, .instanceOfCredential: ""
            case .instanceInPath(let name), .instanceInPathOfCredential(let name):
                found.parameters[name] ?? ""
            }
    }

    var route: Route { leaf.route }
}
