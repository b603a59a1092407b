import Canonical
import Foundation
import Testing
import Wire

@testable import Engine
@testable import sotaque

@Suite("Settings of events")
struct EventSettingsTests {
    private func read(file: String) throws -> Configuration {
        let path = NSTemporaryDirectory() + "sotaque-\(UUID().uuidString).json"
        try file.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try ConfigurationReader.read(["--config", path])
    }

    @Test("rates are limited unless it is the demo, and as the operator says in any case")
    func rates() throws {
        #expect(try ConfigurationReader.read([]).limitsRates)
        #expect(try !ConfigurationReader.read(["--demo"]).limitsRates)
        #expect(try ConfigurationReader.read(["--demo", "--rate-limits", "true"]).limitsRates)
        #expect(try !ConfigurationReader.read(["--rate-limits", "false"]).limitsRates)
        #expect(try !read(file: #"{"rate_limits":false}"#).limitsRates)
    }

    @Test("the schedule of retries is a list of milliseconds, in the file and as a flag")
    func schedule() throws {
        #expect(try ConfigurationReader.read([]).retryScheduleMilliseconds == nil)
        let flag = try ConfigurationReader.read(["--retry-schedule-ms", "10,200"])
        #expect(flag.retryScheduleMilliseconds == [10, 200])
        let file = try read(file: #"{"retry_schedule_ms":[10,200,3000]}"#)
        #expect(file.retryScheduleMilliseconds == [10, 200, 3000])
        #expect(throws: UsageError.self) {
            try ConfigurationReader.read(["--retry-schedule-ms", "soon"])
        }
    }

    @Test("limits of events are set by their names, and are shown with the others")
    func limits() throws {
        let changes = ["event_days": 3, "streams_per_tenant": 2, "deliveries_per_host": 1]
        let limits = LimitNames.eventLimits(changes)
        #expect(limits.eventDays == 3 && limits.streamsPerTenant == 2)
        #expect(limits.deliveriesPerHost == 1 && limits.deliveriesInFlight == 256)
        _ = try LimitNames.limits(changes)
        let shown = LimitNames.render(changes)
        #expect(shown["event_days"]?.int == 3 && shown["streams"]?.int == 1024)
        for wrong in [["event_days": 0], ["event_weeks": 1]] {
            #expect(throws: UsageError.self) { try LimitNames.limits(wrong) }
        }
    }

    @Test("what is kept ages by days, whatever their number")
    func ages() {
        let now = Timestamp(milliseconds: 100 * 86_400_000)
        var ages = Housekeeping.Ages()
        let retention = ages.retention(at: now)
        #expect(retention.eventsBefore.milliseconds == 70 * 86_400_000)
        #expect(retention.succeededBodiesBefore.milliseconds == 93 * 86_400_000)
        #expect(retention.otherBodiesBefore.milliseconds == 70 * 86_400_000)
        #expect(retention.deliveriesBefore.milliseconds == 10 * 86_400_000)
        ages.events = .max
        #expect(ages.retention(at: now).eventsBefore < now)
    }
}
