// The Secrets module.
