import Glibc

/// Files and folders of the machine, read without Foundation so that a run starts in milliseconds.
package enum InputFiles {
  /// One thing at a path.
  package enum Entry {
    case file(identity: Identity)
    case folder(identity: Identity)
    case missing(Int32)
  }

  /// What makes two names the same file.
  package struct Identity: Hashable {
    let device: UInt
    let node: UInt
  }

  /// What is at a path, symbolic links followed.
  package static func entry(_ path: String) -> Entry {
    var status = stat()
    guard stat(path, &status) == 0 else { return .missing(errno) }
    let identity = Identity(device: UInt(status.st_dev), node: UInt(status.st_ino))
    return status.st_mode & S_IFMT == S_IFDIR ? .folder(identity: identity) : .file(identity: identity)
  }

  /// Whether a path leads to an ordinary file, which reading comes to the end of.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The names in a folder, hidden ones left out, in bytewise order.
  /// - Throws: the system's error number.
  package static func names(in folder: String) throws(SystemError) -> [String] {
    guard let handle = opendir(folder) else { throw SystemError(number: errno) }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The bytes of a file.
  /// - Throws: the system's error number.
  package static func bytes(of path: String) throws(SystemError) -> [UInt8] {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw SystemError(number: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw SystemError(number: errno) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size) + 1)
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw SystemError(number: errno)
      }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// A path inside a folder; an absolute path stands for itself.
  package static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// The folder of a path; empty for the current one.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }
}

/// An error of the system.
package struct SystemError: Error {
  /// Its number, `errno`.
  package let number: Int32
}
