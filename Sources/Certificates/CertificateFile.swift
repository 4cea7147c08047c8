import SwiftASN1
import X509

/// Reads the certificates of a file as tools write it: PEM, one after another with any text between them, or one in DER.
package enum CertificateFile {
  /// The certificates in the order in which they stand.
  /// - Throws: the first thing in the file that is no certificate; a private key wherever it stands.
  package static func read(_ bytes: [UInt8]) throws(CertificateProblem) -> [Certificate] {
    // DER begins with a SEQUENCE.
    if bytes.first == 0x30 {
      guard let certificate = try? Certificate(derEncoded: bytes) else { throw .binary }
      return [certificate]
    }
    let blocks = try PEMBlock.all(in: bytes)
    if let key = blocks.first(where: \.isPrivateKey) { throw .privateKey(line: key.line) }
    var certificates: [Certificate] = []
    for block in blocks {
      guard ["CERTIFICATE", "X509 CERTIFICATE"].contains(block.label) else {
        throw .other(label: block.label, line: block.line)
      }
      guard let der = block.der else { throw .notBase64(line: block.line) }
      guard let certificate = try? Certificate(derEncoded: der) else { throw .notACertificate(line: block.line) }
      certificates.append(certificate)
    }
    if certificates.isEmpty { throw .none }
    return certificates
  }

  /// The certificates in the `data` of Azure's JSON: base64 of a file in PEM or DER, which `az` uploads as it is.
  /// - Throws: the data or what it stands for is no certificate.
  package static func read(base64 text: String) throws(CertificateProblem) -> [Certificate] {
    let block = PEMBlock(label: "CERTIFICATE", line: 1, lines: [Substring(text.filter { !$0.isWhitespace })])
    guard let bytes = block.der else { throw .notBase64(line: 1) }
    return try read(bytes)
  }

  /// The certificates in the `publicCertData` of Azure's JSON: base64 of PKCS #7 signed data without a signer (RFC 2315 §9.1).
  /// - Throws: the text is nothing of the kind.
  package static func read(pkcs7 text: String) throws(CertificateProblem) -> [Certificate] {
    let block = PEMBlock(label: "PKCS7", line: 1, lines: [Substring(text.filter { !$0.isWhitespace })])
    guard let bytes = block.der else { throw .notBase64(line: 1) }
    guard let certificates = try? signedCertificates(in: bytes), !certificates.isEmpty else {
      throw .notACertificate(line: 1)
    }
    return certificates
  }

  private static func signedCertificates(in bytes: [UInt8]) throws -> [Certificate] {
    let signedData: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 7, 2]
    return try DER.sequence(try DER.parse(bytes), identifier: .sequence) { content in
      guard try ASN1ObjectIdentifier(derEncoded: &content) == signedData else { return [] }
      return try DER.explicitlyTagged(&content, tagNumber: 0, tagClass: .contextSpecific) { node in
        try DER.sequence(node, identifier: .sequence) { fields in
          var certificates: [Certificate] = []
          // Version, digest algorithms and content stand before the certificates; revocations and signers after them.
          while let field = fields.next() {
            guard field.identifier == ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific),
              case .constructed(let nodes) = field.content
            else { continue }
            certificates += try nodes.map { try Certificate(derEncoded: $0) }
          }
          return certificates
        }
      }
    }
  }
}

/// One PEM document as it stands in a file.
private struct PEMBlock {
  let label: String
  /// The line of its beginning, from 1.
  let line: Int
  /// The lines between its beginning and its end.
  let lines: [Substring]

  var isPrivateKey: Bool { label.hasSuffix("PRIVATE KEY") }

  /// Every document of a file.
  /// - Throws: a document without an end; a private key even then.
  static func all(in bytes: [UInt8]) throws(CertificateProblem) -> [PEMBlock] {
    let text = String(decoding: bytes, as: UTF8.self)
    var blocks: [PEMBlock] = []
    var open: (label: String, line: Int, lines: [Substring])?
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      if let label = line.label(after: "-----BEGIN ") {
        if label.hasSuffix("PRIVATE KEY") { throw .privateKey(line: index + 1) }
        if let open { throw .unfinished(line: open.line) }
        open = (label, index + 1, [])
      } else if let label = line.label(after: "-----END ") {
        guard let begun = open, begun.label == label else { throw .unfinished(line: open?.line ?? index + 1) }
        blocks.append(PEMBlock(label: label, line: begun.line, lines: begun.lines))
        open = nil
      } else {
        open?.lines.append(line)
      }
    }
    if let open { throw .unfinished(line: open.line) }
    return blocks
  }

  /// The bytes that the base64 stands for, decoded by the library; nil when it is none. Lines may have any length, as files
  /// of some tools have.
  var der: [UInt8]? {
    let base64 = lines.joined().filter { !$0.isWhitespace }.utf8
    guard !base64.isEmpty else { return nil }
    var text = "-----BEGIN CERTIFICATE-----\n"
    var rest = base64[...]
    while !rest.isEmpty {
      text += String(decoding: rest.prefix(64), as: UTF8.self) + "\n"
      rest = rest.dropFirst(64)
    }
    return try? PEMDocument(pemString: text + "-----END CERTIFICATE-----\n").derBytes
  }
}

extension Substring {
  /// What stands between these words and the dashes at the line's end.
  fileprivate func label(after opening: String) -> String? {
    let line = self.reversed().drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }
    guard line.starts(with: opening), line.count >= opening.count + 5 else { return nil }
    let label = String(line.dropFirst(opening.count))
    return label.hasSuffix("-----") ? String(label.dropLast(5)) : nil
  }
}
