/// A resolution of Microsoft's guide to HTTP 502 errors of Application Gateway, by its letter.
package enum GuideResolution: String, CaseIterable, Sendable {
  case a = "A"
  case b = "B"
  case c = "C"
  case d = "D"
  case e = "E"
  case f = "F"
  case g = "G"
  case h = "H"
  case i = "I"

  /// What the resolution is for.
  package var problem: String {
    switch self {
    case .a: "no TCP connection to the backend on its port"
    case .b: "the health probe gets an answer that counts as unhealthy"
    case .c: "the gateway subnet's network security group blocks the management ports"
    case .d: "the backend pool has no target"
    case .e: "a listener or routing rule leads to the wrong place"
    case .f: "the backend's TLS certificate is not accepted"
    case .g: "the gateway is stopped or its last update failed"
    case .h: "the gateway is at its capacity limit"
    case .i: "the App Service refuses the Host header or the gateway's address"
    }
  }
}
