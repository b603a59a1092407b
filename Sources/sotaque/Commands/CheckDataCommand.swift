internal import Engine
internal import SQLiteStore

/// `sotaque check-data [--data DIR]`: verifies a data folder that no gateway is using.
enum CheckDataCommand {
    static func run(_ arguments: [String]) throws(UsageError) -> Int32 {
        let folder = try ConfigurationReader.read(arguments).data
        do throws(StoreError) {
            let findings = try DataCheck.run(folder: folder)
            for finding in findings { Output.line(finding) }
            Output.line(findings.isEmpty ? "\(folder): clean" : "\(findings.count) findings")
            return findings.isEmpty ? 0 : 1
        } catch {
            throw UsageError("\(folder) cannot be checked: \(error.message)")
        }
    }
}
