internal import Canonical
internal import Observability

extension Engine {
    /// Lists deliveries of the caller's tenant and dialect.
    func perform(_ list: ListDeliveries, _ caller: Caller) -> Reply<ListDeliveries> {
        .later { [self] in
            var filter = list.filter
            filter.tenant = caller.tenant
            filter.dialect = caller.dialect
            if let instance = caller.instance { filter.instance = instance }
            return await deliveries(filter, limit: list.limit)
        }
    }

    /// Reads a delivery; another tenant's, or another dialect's, does not exist.
    func perform(_ get: GetDelivery, _ caller: Caller) -> Reply<GetDelivery> {
        .later { [self] in
            await delivery(get.id).flatMap { delivery in
                guard let delivery, delivery.tenant == caller.tenant,
                    delivery.dialect == caller.dialect,
                    caller.instance == nil || delivery.instance == caller.instance
                else { return .failure(CommandFailure(.deliveryNotFound)) }
                return .success(delivery)
            }
        }
    }
}
