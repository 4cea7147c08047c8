/// The program's version, for the command line and for reports that name who made them.
enum Version {
  static let current = "0.1.0"
}
