// The QRImage module.
