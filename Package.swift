// swift-tools-version: 6.1
import PackageDescription

/// One target per room of docs/architecture.md, in the order in which data flows; a room imports only rooms above it.
let package = Package(
  name: "agwsim",
  products: [.executable(name: "agwsim", targets: ["agwsim"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
  ],
  targets: [
    .systemLibrary(name: "CJSONC", providers: [.apt(["libjson-c-dev"])]),
    .target(name: "JSONText", dependencies: ["CJSONC"]),
    .target(name: "PacketSets"),
    .target(
      name: "Certificates",
      dependencies: [
        .product(name: "X509", package: "swift-certificates"), .product(name: "SwiftASN1", package: "swift-asn1"),
      ]),
    .target(name: "Outcomes", dependencies: ["JSONText", "PacketSets"]),
    .target(
      name: "Resources",
      dependencies: [
        "JSONText", "PacketSets", "Certificates", "Outcomes",
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "X509", package: "swift-certificates"),
      ]),
    .target(
      name: "Loading",
      dependencies: [
        "JSONText", "PacketSets", "Certificates", "Outcomes", "Resources",
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "X509", package: "swift-certificates"),
      ]),
    .target(
      name: "NetworkModel",
      dependencies: [
        "PacketSets", "Outcomes", "Resources", .product(name: "OrderedCollections", package: "swift-collections"),
      ]),
    .target(
      name: "Changes",
      dependencies: [
        "JSONText", "PacketSets", "Certificates", "Outcomes", "Resources", "Loading", "NetworkModel",
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "X509", package: "swift-certificates"), .product(name: "SwiftASN1", package: "swift-asn1"),
      ]),
    .target(
      name: "Reachability",
      dependencies: [
        "PacketSets", "Outcomes", "Resources", "NetworkModel",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ]),
    .target(
      name: "BackendHealth",
      dependencies: [
        "PacketSets", "Certificates", "Outcomes", "Resources", "NetworkModel", "Reachability",
        .product(name: "X509", package: "swift-certificates"),
      ]),
    .target(
      name: "Comparison",
      dependencies: [
        "JSONText", "PacketSets", "Certificates", "Outcomes", "Resources", "NetworkModel", "Changes", "Reachability",
        "BackendHealth", .product(name: "X509", package: "swift-certificates"),
      ]),
    .target(
      name: "Lint",
      dependencies: [
        "PacketSets", "Certificates", "Outcomes", "Resources", "Loading", "NetworkModel", "Reachability",
        "BackendHealth", .product(name: "X509", package: "swift-certificates"),
      ]),
    .target(
      name: "Scenarios",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Changes", "Reachability",
        "BackendHealth", "Comparison", "Lint",
      ]),
    .target(
      name: "Explanations",
      dependencies: [
        "JSONText", "PacketSets", "Certificates", "Outcomes", "Resources", "Loading", "NetworkModel", "Changes",
        "Reachability", "BackendHealth", "Comparison", "Lint", "Scenarios",
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Changes", "Reachability",
        "BackendHealth", "Comparison", "Lint", "Scenarios", "Explanations",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ]),
    .executableTarget(
      name: "agwsim",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Changes", "Reachability",
        "BackendHealth", "Comparison", "Lint", "Scenarios", "Explanations", "Reports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "ReferenceEvaluator", path: "Tests/ReferenceEvaluator"),
    .testTarget(name: "ReferenceEvaluatorTests", dependencies: ["ReferenceEvaluator"]),
    .testTarget(
      name: "AzureFactsTests",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Reachability", "BackendHealth",
      ]),
    .testTarget(
      name: "AgreementTests",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Reachability", "BackendHealth",
        "Comparison", "ReferenceEvaluator",
      ]),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText"]),
    .testTarget(name: "PacketSetsTests", dependencies: ["PacketSets"]),
    .target(
      name: "TestSupport",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Reachability", "BackendHealth",
      ],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "LoadingTests",
      dependencies: [
        "JSONText", "PacketSets", "Certificates", "Outcomes", "Resources", "Loading", "NetworkModel", "TestSupport",
      ]),
    .testTarget(
      name: "ReachabilityTests",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "NetworkModel", "Reachability", "TestSupport",
      ]),
    .testTarget(
      name: "BackendHealthTests",
      dependencies: [
        "JSONText", "PacketSets", "Certificates", "Outcomes", "Resources", "Loading", "NetworkModel", "Reachability",
        "BackendHealth", "TestSupport", .product(name: "X509", package: "swift-certificates"),
      ]),
    .testTarget(
      name: "ScenariosTests",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Changes", "Reachability",
        "BackendHealth", "Comparison", "Lint", "Scenarios", "Explanations", "TestSupport",
      ]),
    .testTarget(
      name: "ChangesTests",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Changes", "Reachability",
        "TestSupport",
      ]),
    .testTarget(
      name: "ComparisonTests",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Changes", "Reachability",
        "BackendHealth", "Comparison", "TestSupport",
      ]),
    .testTarget(
      name: "LintTests",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Reachability", "BackendHealth",
        "Lint", "Explanations", "TestSupport",
      ],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "NetworkModel", "Changes", "Reachability",
        "BackendHealth", "Comparison", "Lint", "Scenarios", "Explanations", "Reports", "ReferenceEvaluator",
        "TestSupport",
      ],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "ExplanationsTests",
      dependencies: [
        "JSONText", "PacketSets", "Outcomes", "Resources", "Loading", "Reachability", "BackendHealth", "Explanations",
      ]),
    .testTarget(name: "agwsimTests", dependencies: ["agwsim"]),
    .testTarget(name: "HouseTests"),
  ],
  swiftLanguageModes: [.v6]
)

// The fuzzers need a sanitizer's flags (Tests/Fuzz/run): they are no part of an ordinary build.
if Context.environment["AGWSIM_FUZZ"] != nil {
  package.targets += [
    .target(name: "FuzzSupport", dependencies: ["JSONText"], path: "Tests/Fuzz/FuzzSupport"),
    .executableTarget(name: "fuzz-json", dependencies: ["JSONText", "FuzzSupport"], path: "Tests/Fuzz/FuzzJSON"),
    .executableTarget(
      name: "fuzz-loading",
      dependencies: [
        "JSONText", "Loading", "NetworkModel", "Reachability", "BackendHealth", "Explanations", "Reports",
        "FuzzSupport",
      ], path: "Tests/Fuzz/FuzzLoading"),
    .executableTarget(
      name: "fuzz-scenario",
      dependencies: [
        "JSONText", "Resources", "Loading", "Changes", "Comparison", "Scenarios", "Explanations", "Reports",
        "FuzzSupport",
      ], path: "Tests/Fuzz/FuzzScenario"),
  ]
}

// Benchmarks are built only where they are asked for (`make bench`): whoever builds the product never builds them.
if Context.environment["AGWSIM_BENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "benchmarks",
      dependencies: ["CJSONC", "Outcomes", "Resources", "Loading", "NetworkModel", "Reachability"],
      path: "Tests/Benchmarks", exclude: ["Differences", "hello.c", "runs"]))
}
