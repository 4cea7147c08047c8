/// `error_info` of a gateway's access log, spelt as Azure spells it (azure-semantics.md §5.3).
package enum ErrorInfo: String, CaseIterable, Hashable, Sendable {
  case noError = "ERRORINFO_NO_ERROR"
  case invalidRequest = "ERRORINFO_INVALID_REQUEST"
  case httpToHttpsPort = "ERRORINFO_HTTP_TO_HTTPS_PORT"
  case noHostHeader = "ERRORINFO_HTTP_NO_HOST_HEADER"
  case invalidHost = "ERRORINFO_INVALID_HOST"
  case invalidMethod = "ERRORINFO_INVALID_METHOD"
  case invalidMethodTrace = "ERRORINFO_INVALID_METHOD_TRACE"
  case invalidURI = "ERRORINFO_REQUEST_URI_INVALID"
  case clientClosedRequest = "ERRORINFO_CLIENT_CLOSED_REQUEST"
  case upstreamNoLive = "ERRORINFO_UPSTREAM_NO_LIVE"
  case upstreamClosedConnection = "ERRORINFO_UPSTREAM_CLOSED_CONNECTION"
  case upstreamTimedOut = "ERRORINFO_UPSTREAM_TIMED_OUT"
}
