import Resources

/// How Azure prints what is read: the read-only `az` command that lists resources, and for whom it has to be run.
package struct AzureExport: Sendable {
  /// For what a command has to be run.
  package enum Scope: Sendable {
    /// Once for a subscription, or with `-g` for a resource group.
    case subscription
    /// Once for each resource group that holds such a resource.
    case group(ResourceKind)
    /// Once for each resource that owns what it prints.
    case each(Owner)
    /// Once, with a location.
    case location
  }

  /// A resource that a command has to name.
  package indirect enum Owner: Sendable {
    /// A resource that a group holds.
    case resource(Listed)
    /// A child of such a resource.
    case child(Listed, of: Owner)

    /// Its own list.
    package var listed: Listed {
      switch self {
      case .resource(let listed), .child(let listed, of: _): listed
      }
    }

    /// What it is a child of.
    package var owner: Owner? {
      if case .child(_, let owner) = self { owner } else { nil }
    }
  }

  /// How the names of owners are listed, and how a command takes one.
  package struct Listed: Sendable {
    /// What it is called, in one word: `zone`.
    package let noun: String
    /// The command that lists them, without `az`.
    package let list: String
    /// Which of them count, in JMESPath.
    package let selection: String
    /// The option that names one.
    package let option: String

    init(_ noun: String, list: String, selection: String = "[]", option: String) {
      self.noun = noun
      self.list = list
      self.selection = selection
      self.option = option
    }
  }

  /// An extension of az that has a command.
  package struct Extension: Hashable, Sendable {
    /// Its name, as `az extension add --name` takes it.
    package let name: String
    /// What it is about.
    package let subject: String
    /// Types of which one is there where it matters.
    package let types: [String]
  }

  /// What is printed, in words.
  package let subject: String
  /// The types it consists of; empty for what is no resource of its own.
  package let kinds: [ResourceKind]
  /// The command without `az`.
  package let command: String
  /// The name of the file for its output, without `.json`.
  package let file: String
  /// For what it has to be run.
  package let scope: Scope
  /// The extension that has it; nil for az itself.
  package let needs: Extension?
  /// What is read of it.
  package let reads: String

  init(
    _ subject: String, _ kinds: [ResourceKind], _ command: String, file: String, _ scope: Scope = .subscription,
    needs: Extension? = nil, reads: String
  ) {
    self.subject = subject
    self.kinds = kinds
    self.command = command
    self.file = file
    self.scope = scope
    self.needs = needs
    self.reads = reads
  }
}

extension AzureExport.Extension {
  static let resolver = Self(
    name: "dns-resolver", subject: "private DNS resolvers and forwarding rulesets",
    types: [ResourceKind.dnsResolver.rawValue, ResourceKind.dnsForwardingRuleset.rawValue])
  static let firewall = Self(
    name: "azure-firewall", subject: "Azure Firewalls, their policies and IP groups",
    types: [
      ResourceKind.azureFirewall.rawValue, ResourceKind.firewallPolicy.rawValue, ResourceKind.ipGroup.rawValue,
    ])
  static let manager = Self(
    name: "virtual-network-manager", subject: "security admin rules and connectivity of Virtual Network Manager",
    types: [ResourceKind.networkManager.rawValue])
  static let wan = Self(
    name: "virtual-wan", subject: "connections of Virtual WAN hubs", types: ["Microsoft.Network/virtualHubs"])
}

extension AzureExport.Owner {
  static let gateway = Self.resource(
    .init(
      "gateway", list: "network application-gateway list", selection: "[?operationalState=='Running']", option: "-n"))
  // Interfaces of a flexible set are listed like any others.
  static let scaleSet = Self.resource(
    .init("scale_set", list: "vmss list", selection: "[?orchestrationMode!='Flexible']", option: "--vmss-name"))
  static let webApp = Self.resource(.init("web_app", list: "webapp list", option: "-n"))
  static let zone = Self.resource(.init("zone", list: "network private-dns zone list", option: "-z"))
  static let resolver = Self.resource(.init("resolver", list: "dns-resolver list", option: "--dns-resolver-name"))
  static let ruleset = Self.resource(
    .init("ruleset", list: "dns-resolver forwarding-ruleset list", option: "--ruleset-name"))
  static let policy = Self.resource(
    .init("policy", list: "network firewall policy list", option: "--policy-name"))
  static let hub = Self.resource(.init("hub", list: "network vhub list", option: "--vhub-name"))
  static let manager = Self.resource(
    .init("manager", list: "network manager list", option: "--network-manager-name"))
  static let networkGroup = Self.child(
    .init("network_group", list: "network manager group list", option: "--network-group-name"), of: manager)
  static let configuration = Self.child(
    .init("configuration", list: "network manager security-admin-config list", option: "--configuration-name"),
    of: manager)
  static let collection = Self.child(
    .init(
      "collection", list: "network manager security-admin-config rule-collection list",
      option: "--rule-collection-name"),
    of: configuration)
}
