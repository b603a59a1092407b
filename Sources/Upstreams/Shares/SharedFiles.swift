internal import Canonical
internal import Secrets

/// The files that upstreams may fetch, with how much of them is whose.
struct SharedFiles {
    /// One file.
    struct File {
        let share: ShareShelf.Share
        let owner: ShareShelf.Owner
        /// Until when it lies there.
        let until: Int
        var isFetched = false

        var size: Int { share.bytes.count }
    }

    private let limit: Int
    private var files: [SHA256Digest: File] = [:]
    /// The keys, oldest first.
    private var order: [SHA256Digest] = []
    private var bytes = 0
    private var tenants: [TenantID: Int] = [:]
    private var instances: [InstanceID: Int] = [:]

    init(limit: Int) { self.limit = limit }

    /// Takes a file, in the place of what was fetched where need be; false where it does not fit.
    mutating func put(_ file: File, at key: SHA256Digest, _ now: Int) -> Bool {
        if let first = order.first, files[first]?.until ?? 0 <= now { sweep(now) }
        guard file.size <= limit / 2 else { return false }
        if !fitsShare(file) { removeFetched { $0.owner.tenant == file.owner.tenant } }
        if bytes + file.size > limit {
            var missing = bytes + file.size - limit
            removeFetched { other in
                guard missing > 0 else { return false }
                missing -= other.size
                return true
            }
        }
        guard fitsShare(file), bytes + file.size <= limit else { return false }
        files[key] = file
        order.append(key)
        count(file, file.size)
        return true
    }

    /// What lies under a key.
    mutating func get(_ key: SHA256Digest, _ now: Int) -> ShareShelf.Share? {
        guard let file = files[key], file.until > now else { return nil }
        files[key]?.isFetched = true
        return file.share
    }

    /// Takes back what lies under a key.
    mutating func remove(_ key: SHA256Digest) {
        guard files[key] != nil else { return }
        forget(key)
        order.removeAll { $0 == key }
    }

    /// Lets go of what is out of date.
    mutating func sweep(_ now: Int) { remove { $0.until <= now } }

    /// Whether a file fits into the share of its tenant, a quarter, and of its instance, an eighth; a
    /// larger one does as the only one.
    private func fitsShare(_ file: File) -> Bool {
        let ofTenant = tenants[file.owner.tenant] ?? 0
        let ofInstance = instances[file.owner.instance] ?? 0
        return (ofTenant == 0 || ofTenant + file.size <= limit / 4)
            && (ofInstance == 0 || ofInstance + file.size <= limit / 8)
    }

    private mutating func removeFetched(where isMeant: (File) -> Bool) {
        remove { $0.isFetched && isMeant($0) }
    }

    private mutating func remove(where isGone: (File) -> Bool) {
        let gone = order.filter { key in files[key].map(isGone) ?? true }
        guard !gone.isEmpty else { return }
        for key in gone { forget(key) }
        order.removeAll { files[$0] == nil }
    }

    private mutating func forget(_ key: SHA256Digest) {
        guard let file = files.removeValue(forKey: key) else { return }
        count(file, -file.size)
    }

    private mutating func count(_ file: File, _ size: Int) {
        bytes += size
        let ofTenant = (tenants[file.owner.tenant] ?? 0) + size
        tenants[file.owner.tenant] = ofTenant > 0 ? ofTenant : nil
        let ofInstance = (instances[file.owner.instance] ?? 0) + size
        instances[file.owner.instance] = ofInstance > 0 ? ofInstance : nil
    }
}
