// Uazapi
