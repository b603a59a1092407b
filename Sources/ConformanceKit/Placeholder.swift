// The ConformanceKit module.
