// The DialectKit module.
