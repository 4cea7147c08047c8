import Outcomes
import PacketSets

/// An address at which clients reach a gateway.
package struct GatewayFrontend: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// Its private address; nil for a public one, and for a private one that Azure has not written yet.
  package var privateIPAddress: IPAddress?
  /// Its public address; nil for a private one.
  package var publicIPAddress: Reference?

  /// A frontend.
  package init(id: ResourceID, origin: Origin, privateIPAddress: IPAddress?, publicIPAddress: Reference?) {
    self.id = id
    self.origin = origin
    self.privateIPAddress = privateIPAddress
    self.publicIPAddress = publicIPAddress
  }

  /// Whether clients come from the Internet.
  package var isPublic: Bool { publicIPAddress != nil }
}

/// A port of a gateway under a name of its own.
package struct FrontendPort: Equatable, Sendable {
  /// Its name.
  package var id: ResourceID
  /// Where it is written.
  package var origin: Origin
  /// The port.
  package var port: UInt16

  /// A named port.
  package init(id: ResourceID, origin: Origin, port: UInt16) {
    self.id = id
    self.origin = origin
    self.port = port
  }
}
