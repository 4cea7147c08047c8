import ArgumentParser
import Reachability
import Reports
import Resources

/// `agwsim resolve NAME INPUT… --from VNET`
struct ResolveCommand: Question {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Tell the answer that a gateway in a virtual network gets for a name, look-up by look-up.",
    usage: "agwsim resolve NAME INPUT… --from VNET [OPTIONS]",
    discussion: """
      Example:
        agwsim resolve orders.shop.internal scenarios/demo --from vnet-shop
      """)

  @Argument(help: "The name.")
  var name: String

  @Argument(help: "Files or folders.")
  var inputs: [String] = []

  @Option(help: ArgumentHelp("The virtual network that asks.", valueName: "vnet"))
  var from: String

  @OptionGroup var options: InputOptions

  func validate() throws {
    if !DomainName.isLegal(name) {
      throw ValidationError(
        "\(name) is not a domain name: labels of 1-63 letters, digits, - and _, such as api.contoso.com")
    }
  }

  func answer(in situation: Situation) throws -> Answer {
    let resolution = situation.engine.resolveAsGateway(name, from: try Endpoint.network(from, in: situation.model))
    return Answer(
      text: { ResolveText.resolution(resolution, style: $0) }, json: { ResolveJSON.resolution(resolution) },
      status: resolution.status)
  }
}

extension NameResolution {
  /// What it means for the exit status.
  fileprivate var status: ExitStatus {
    guard addresses.isEmpty else { return disagreement == nil && cut == nil ? .good : .bad }
    return decisive?.verdict == .undetermined ? .cannotTell : .bad
  }
}
