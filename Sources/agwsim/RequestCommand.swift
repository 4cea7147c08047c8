import ArgumentParser
import BackendHealth
import Outcomes
import Reports
import Resources

/// `agwsim request URL INPUT…`
struct RequestCommand: Question {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Tell what a client gets for a request: listener, rule, path, member, status and error_info.",
    usage: "agwsim request URL INPUT… [OPTIONS]",
    discussion: """
      Nothing is sent: the answer is predicted from the inputs. Where several gateways are in the input, those are asked that \
      the URL can mean; the worst answer comes first.

      Example:
        agwsim request http://shop.contoso.com/api/orders scenarios/demo
      """)

  @Argument(
    help: ArgumentHelp("The URL, then inputs.", valueName: "url> <input"))
  var arguments: [String] = []

  @Option(help: ArgumentHelp("The method.", valueName: "method"))
  var method = "GET"

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A header, such as 'Host: app.contoso.com'; may be repeated.", valueName: "header"))
  var header: [String] = []

  @Option(help: ArgumentHelp("Who asks: an address, a machine, a subnet, or Internet.", valueName: "endpoint"))
  var client: String?

  @Option(help: ArgumentHelp("Seconds after which the client gives up.", valueName: "seconds"))
  var patience: Int?

  @Option(help: ArgumentHelp("Only this gateway.", valueName: "name"))
  var gateway: String?

  @OptionGroup var change: ChangeOptions

  @OptionGroup var options: InputOptions

  var inputs: [String] { Array(arguments.dropFirst()) }

  func validate() throws {
    guard let text = arguments.first else { throw ValidationError("Name a URL: https://app.contoso.com/orders.") }
    if RequestURL(text) == nil {
      throw ValidationError("\(text) is not a URL: write it with http:// or https://, before the inputs.")
    }
    for text in header where ClientRequest.Header(text) == nil {
      throw ValidationError("--header \(text) has no name or no colon: write 'Name: value'.")
    }
    if let patience, !(1...86400).contains(patience) {
      throw ValidationError("--patience must be between 1 and 86400 seconds.")
    }
  }

  func answer(in given: Situation) throws -> Answer {
    let situation = try given.after(try change.read())
    try situation.requireGateway()
    // A text that is no URL was refused as wrong usage.
    let request = ClientRequest(
      url: RequestURL(arguments[0])!, method: method, headers: header.compactMap { ClientRequest.Header($0) },
      client: client,
      patienceSeconds: patience)
    let predictions = try RequestPredictor(situation.engine).predict(request, gateway: gateway)
    return Answer(
      text: { RequestText.requests(predictions, in: situation.resources, style: $0) },
      json: { RequestJSON.requests(predictions, in: situation.resources) },
      status: .worst(of: predictions.map(\.verdict.status)))
  }
}

extension RequestVerdict {
  /// What it means for the exit status.
  fileprivate var status: ExitStatus {
    switch self {
    case .succeeds: .good
    case .fails, .partial: .bad
    case .undetermined: .cannotTell
    }
  }
}
