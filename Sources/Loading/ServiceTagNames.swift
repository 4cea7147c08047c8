import Outcomes
import Resources

/// The service tags that Azure has, without regions (azure-semantics.md §1.7; Azure's published file).
package enum ServiceTagNames {
  /// Tags that no user-defined route may have, in lower case (azure-semantics.md §1.7).
  static let withoutRoutes: Set = [
    "virtualnetwork", "internet", "azureloadbalancer", "azureplatformdns", "azureplatformimds", "azureplatformlkm",
  ]

  /// Every tag that Azure publishes, without regions.
  package static let all = [
    "ActionGroup", "ApiManagement", "AppConfiguration", "AppService", "AppServiceManagement",
    "ApplicationInsightsAvailability", "AutonomousDevelopmentPlatform", "AzureAD", "AzureAPIForFHIR",
    "AzureActiveDirectory", "AzureActiveDirectoryDomainServices", "AzureAdvancedThreatProtection",
    "AzureAppConfiguration",
    "AzureArcInfrastructure", "AzureAttestation", "AzureBackup", "AzureBotService", "AzureCloud",
    "AzureCognitiveSearch",
    "AzureConnectors", "AzureContainerAppsService", "AzureContainerRegistry", "AzureCosmosDB",
    "AzureDataExplorerManagement", "AzureDataLake", "AzureDatabricks", "AzureDevOps", "AzureDevSpaces",
    "AzureDeviceUpdate", "AzureDigitalTwins", "AzureEventGrid", "AzureFrontDoor", "AzureHealthcareAPIs",
    "AzureInformationProtection", "AzureIoTHub", "AzureKeyVault", "AzureLoadBalancer",
    "AzureLoadTestingInstanceManagement", "AzureMachineLearning", "AzureMachineLearningInference",
    "AzureManagedGrafana", "AzureMonitor", "AzureMonitorForSAP", "AzureOpenDatasets", "AzurePlatformDNS",
    "AzurePlatformIMDS", "AzurePlatformLKM", "AzureResourceManager", "AzureSecurityCenter", "AzureSentinel",
    "AzureSignalR", "AzureSiteRecovery", "AzureSphere", "AzureSphereSecureService_Prod", "AzureSpringCloud",
    "AzureStack",
    "AzureTrafficManager", "AzureUpdateDelivery", "AzureVideoAnalyzerForMedia", "AzureVideoIndexer", "AzureWebPubSub",
    "BatchNodeManagement", "ChaosStudio", "CognitiveServicesFrontend", "CognitiveServicesManagement", "DataFactory",
    "DataFactoryManagement", "Dynamics365BusinessCentral", "Dynamics365ForMarketingEmail", "EOPExternalPublishedIPs",
    "EventHub", "GatewayManager", "GenevaActions", "Grafana", "GuestAndHybridManagement", "HDInsight", "Internet",
    "KustoAnalytics", "LogicApps", "LogicAppsManagement", "M365ManagementActivityApi",
    "M365ManagementActivityApiWebhook", "Marketplace", "MicrosoftAzureFluidRelay", "MicrosoftCloudAppSecurity",
    "MicrosoftContainerRegistry", "MicrosoftDefenderForEndpoint", "MicrosoftPurviewPolicyDistribution",
    "OfficeManagementActivity", "OneDsAnalytics", "OneDsCollector", "PowerBI", "PowerPlatformInfra",
    "PowerPlatformPlex", "PowerQueryOnline", "SCCservice", "Scuba", "SecurityCopilot", "SerialConsole", "ServiceBus",
    "ServiceFabric", "Sql", "SqlManagement", "Storage", "StorageMover", "StorageSyncService", "TrafficManager",
    "VideoIndexer", "VirtualDesktop", "VirtualNetwork", "WindowsAdminCenter", "WindowsVirtualDesktop",
  ]
}

extension Validation {
  /// A tag that Azure does not have, and whose name is nearly that of one that it has, is a typing error; another unknown one may be
  /// newer than the list.
  func checkServiceTags(given: ServiceTags) {
    let known = Set(ServiceTagNames.all.map { $0.lowercased() })
    var seen: Set<Origin> = []
    for (tag, origin) in context.serviceTags {
      let name = tag.split(separator: ".").first.map(String.init) ?? tag
      if known.contains(name.lowercased()) || given[tag] != nil || given[name] != nil { continue }
      // A template is read twice.
      guard seen.insert(origin).inserted else { continue }
      let limit = name.count < 8 ? 1 : 2
      let near = ServiceTagNames.all.filter { NearestNames.distance(name, $0, limit: limit) <= limit }
      if near.isEmpty { continue }
      context.report(.name(.unknown(tag, kind: "service tag", known: near)), at: origin)
    }
  }
}
