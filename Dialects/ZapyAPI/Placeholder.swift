// ZapyAPI
