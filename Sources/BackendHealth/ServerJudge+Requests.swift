import Outcomes
import PacketSets
import Resources

/// What a server does with a client's request.
extension ServerJudge {
  mutating func judge(_ plan: RequestPlan, by listener: Listener, of server: Server, look: ListenerStep) {
    let subject = subject(of: server)
    guard understands(listener.protocol, plan.protocol) else {
      add(.deny, .listener(look), outcome: .portProtocol, subject: subject)
      return
    }
    add(.allow, .listener(look), subject: subject)
    if let demand = plan.tls { judgeHandshake(demand, with: listener, of: server.site, subject: subject) }
    guard passes(server.site, of: subject, host: plan.host) else { return }
    if let seconds = listener.keepAliveSeconds, seconds < Double(plan.idleSeconds) {
      assume(.backendIdleTime(seconds: plan.idleSeconds))
      add(
        .skip, .request(.keepAlive(member: seconds, gateway: Double(plan.idleSeconds))), outcome: .connectionClosed,
        subject: Subject(subject.resource, origin: listener.origin))
    }
    answer(plan, by: listener, subject: subject)
  }

  private mutating func answer(_ plan: RequestPlan, by listener: Listener, subject: Subject) {
    let response = listener.responses?.first { $0.fits(host: plan.host, path: plan.path, method: plan.method) }
    guard let response else {
      let detail = StepDetail.answer(
        AnswerStep(
          method: plan.method, host: plan.host, path: plan.path, result: .undeclared,
          timeoutSeconds: plan.timeoutSeconds))
      add(.undetermined, detail, subject: subject, missing: .response(address: address, port: port, path: plan.path))
      return
    }
    let late = response.delay.shareLater(thanMilliseconds: Double(plan.timeoutSeconds) * 1000)
    let detail = StepDetail.answer(
      AnswerStep(
        method: plan.method, host: plan.host, path: plan.path,
        result: response.closesConnection ? .closed : .status(response.status),
        delayMilliseconds: response.delay.usualMilliseconds, lateShare: late, timeoutSeconds: plan.timeoutSeconds))
    let answered = Subject(subject.resource, origin: response.origin)
    if response.closesConnection {
      add(.deny, detail, outcome: .connectionClosed, subject: answered)
    } else if late.lowerBound == 1 {
      add(.deny, detail, outcome: .requestTimeout, subject: answered)
    } else if response.status >= 400 {
      let isHost = isRejectedForHost(response, of: listener, plan)
      add(.deny, detail, outcome: isHost ? .hostRejected : .backendStatus, subject: answered)
    } else {
      add(.allow, detail, subject: answered)
    }
  }

  /// Whether the same request for another host would be answered well: the server refuses the host, not the path.
  private func isRejectedForHost(_ response: Response, of listener: Listener, _ plan: RequestPlan) -> Bool {
    guard response.host == "*" else { return false }
    return listener.responses?.contains { other in
      other.status < 400 && !other.closesConnection && other.host != "*"
        && !Wildcard(other.host).matches(plan.host) && Wildcard(other.path).matches(plan.path)
    } ?? false
  }
}
