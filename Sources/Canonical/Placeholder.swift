// The Canonical module.
