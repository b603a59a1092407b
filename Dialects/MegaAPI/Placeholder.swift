// MegaAPI
