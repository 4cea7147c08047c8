extension ServiceEndpoint {
  /// The tag that holds the service's prefixes in all regions.
  package var serviceTag: String {
    switch service.lowercased() {
    case "microsoft.storage", "microsoft.storage.global": "Storage"
    case "microsoft.sql": "Sql"
    case "microsoft.azurecosmosdb": "AzureCosmosDB"
    case "microsoft.keyvault": "AzureKeyVault"
    case "microsoft.servicebus": "ServiceBus"
    case "microsoft.eventhub": "EventHub"
    case "microsoft.azureactivedirectory": "AzureActiveDirectory"
    case "microsoft.web": "AppService"
    case "microsoft.cognitiveservices": "CognitiveServicesManagement"
    case "microsoft.containerregistry": "AzureContainerRegistry"
    default: service
    }
  }

  /// The tags that hold the prefixes it covers: one a region.
  package var serviceTags: [String] {
    if locations.isEmpty || locations.contains("*") || service.lowercased().hasSuffix(".global") { return [serviceTag] }
    return locations.map { "\(serviceTag).\($0)" }
  }
}

extension Resources {
  /// The service tags that rules, routes, access restrictions and service endpoints name, as written.
  package var namedServiceTags: Set<String> {
    var tags: Set<String> = []
    let ends =
      networkSecurityGroups.values.flatMap(\.securityRules).flatMap { [$0.source, $0.destination] }
      + securityAdminRules.values.flatMap { [$0.source, $0.destination] }
    for case .serviceTag(let tag) in ends.flatMap(\.addresses) { tags.insert(tag) }
    for case .serviceTag(let tag) in routeTables.values.flatMap(\.routes).map(\.destination) { tags.insert(tag) }
    for collection in ruleCollectionGroups.values.flatMap(\.ruleCollections)
      + azureFirewalls.values.flatMap(\.ruleCollections)
    {
      for case .serviceTag(let tag) in collection.rules.flatMap({ $0.sources + $0.destinations }) { tags.insert(tag) }
    }
    let sites = webApps.values.map(\.site) + servers.compactMap(\.site)
    for case .serviceTag(let tag) in sites.flatMap(\.accessRestrictions).map(\.caller) { tags.insert(tag) }
    for endpoint in virtualNetworks.values.flatMap(\.subnets).flatMap(\.serviceEndpoints) {
      tags.formUnion(endpoint.serviceTags)
    }
    return tags
  }
}
