import DialectKit

extension Matrix.Row {
    init(_ command: String?, _ variant: String?, _ speeches: [UpstreamSpeech]) {
        self.command = command
        self.variant = variant
        cells = speeches.map { Matrix.Cell($0, command, variant) }
        isHere = command.map(CommandKind.isKept) ?? true
    }
}

extension Matrix.Cell {
    init(_ speech: UpstreamSpeech, _ command: String?, _ variant: String?) {
        let judgement = command.map { speech.abilities.judgement(of: $0, variant) }
        upstream = speech.id
        verdict = judgement?.verdict ?? .here
        evidence = judgement?.evidence
    }
}

extension Matrix.Front {
    init(_ dialect: any Dialect, _ speeches: [UpstreamSpeech]) {
        self.dialect = dialect.id
        operations = ServedOperation.all(of: dialect).map { operation in
            let rows = operation.shapes.map { Matrix.Row($0.command, $0.variant, speeches) }
            return Matrix.Operation(
                name: operation.name,
                support: operation.support,
                rows: rows.isEmpty ? [Matrix.Row(nil, nil, speeches)] : rows
            )
        }
    }
}
