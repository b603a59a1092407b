import Canonical

/// One run of the suite: reads the fixtures, plays them, writes the report.
public struct ConformRun: Sendable {
    /// What the run needs of the process around it.
    public struct Surroundings: Sendable {
        /// What each operation changes.
        public var effects: OperationEffects
        /// Opens a gateway of our own for one fixture.
        public var openLocal: @Sendable () async throws -> Target
        /// The way to a base URL.
        public var connect: @Sendable (_ baseURL: String) async throws -> any Transport
        /// Where a gateway of ours that runs elsewhere fetches files.
        public var media: @Sendable () async throws -> any MediaHost
        /// Takes the report when it goes to standard output.
        public var print: @Sendable (String) -> Void
        /// Takes a line about a run that did not take place.
        public var complain: @Sendable (String) -> Void

        /// Gathers what the run needs.
        public init(
            effects: OperationEffects,
            openLocal: @escaping @Sendable () async throws -> Target,
            connect: @escaping @Sendable (_ baseURL: String) async throws -> any Transport,
            media: @escaping @Sendable () async throws -> any MediaHost,
            print: @escaping @Sendable (String) -> Void,
            complain: @escaping @Sendable (String) -> Void
        ) {
            self.effects = effects
            self.openLocal = openLocal
            self.connect = connect
            self.media = media
            self.print = print
            self.complain = complain
        }
    }

    private let options: ConformOptions
    private let surroundings: Surroundings

    /// Prepares a run.
    public init(_ options: ConformOptions, in surroundings: Surroundings) {
        self.options = options
        self.surroundings = surroundings
    }

    /// Runs, and gives the exit status: 0 when nothing failed, 1 when a fixture did, 2 when the run
    /// could not take place or proved nothing because every fixture was skipped.
    public func callAsFunction() async -> Int32 {
        do {
            let fixtures = try selected()
            let player = Player(stage: try await stage())
            let report = Report(target: targetName, played: await player.play(fixtures))
            try write(report)
            if report.tally.failed > 0 { return 1 }
            guard report.tally.sent > 0 else { throw ConformError("no fixture was played") }
            return 0
        } catch {
            surroundings.complain("\(error)")
            return 2
        }
    }

    private var targetName: String { options.target ?? "a gateway of this process" }

    private func selected() throws -> [Fixture] {
        let all = try Fixture.load(folder: options.fixtures)
        guard !all.isEmpty else { throw ConformError("no fixtures in \(options.fixtures)") }
        let known = Set(all.map(\.dialect))
        if let unknown = options.dialects.first(where: { !known.contains($0) }) {
            throw ConformError("no fixtures for the dialect \(unknown)")
        }
        let wanted = options.dialects.isEmpty ? known : Set(options.dialects)
        return all.filter { wanted.contains($0.dialect) }
    }

    private func stage() async throws -> any Stage {
        guard let url = options.target else {
            return ControlStage(opening: surroundings.openLocal)
        }
        let credentials = try credentials()
        let transport = try await surroundings.connect(url)
        guard let token = credentials.controlToken else {
            return try foreignStage(transport, credentials)
        }
        let target = Target(
            transport: transport,
            controlToken: token,
            media: try await surroundings.media(),
            isShared: true
        )
        return ControlStage { target }
    }

    private func credentials() throws -> Credentials {
        guard let path = options.credentials else {
            throw ConformError("--target needs --credentials")
        }
        do { return try Credentials(bytes: Files.read(path)) } catch let failure as Files.Failure {
            throw ConformError("credentials: \(failure.description)")
        }
    }

    private func foreignStage(
        _ transport: any Transport,
        _ credentials: Credentials
    ) throws(ConformError) -> ForeignStage {
        var numbers: [PhoneNumber] = []
        for text in options.numbers + credentials.numbers where options.allowsSends {
            guard let number = PhoneNumber(text) else {
                throw ConformError("a number that may be written to is no phone number")
            }
            numbers.append(number)
        }
        return ForeignStage(
            transport: transport,
            credentials: credentials,
            effects: surroundings.effects,
            numbers: numbers,
            allowsSends: options.allowsSends
        )
    }

    private func write(_ report: Report) throws(ConformError) {
        let text = report.rendered(as: options.format)
        guard let path = options.out else { return surroundings.print(text) }
        do { try Files.write(Array(text.utf8), to: path) } catch {
            throw ConformError("\(path): \(error.description)")
        }
    }
}
