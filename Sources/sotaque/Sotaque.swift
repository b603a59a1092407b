@main struct Sotaque { static func main() {} }
