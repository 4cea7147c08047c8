/// Functions of the fields of a packet, each a graph: a node tells its field's parts apart, each of which leads to a function of the
/// later fields. Equal functions are one node, so that parts which lead to equal functions are together.
struct DecisionDiagram {
  typealias Run = Dimension.Run

  /// A function: nothing, a constant, or a node by its number.
  struct Function: Hashable {
    let code: Int32

    /// No packet.
    static let nothing = Function(code: 0)
    /// Every packet, and what is said of it.
    static func constant(_ value: Int) -> Function { Function(code: -1 - Int32(value)) }
    /// What is said of every packet; nil for another function.
    var constant: Int? { code < 0 ? Int(-1 - code) : nil }
    /// The number of a node.
    var node: Int? { code > 0 ? Int(code) - 1 : nil }
  }

  /// Parts of a field, by their places in `parts`, and what they lead to.
  struct Edge {
    let function: Function
    let parts: Range<Int>
  }

  /// A field and its edges, by their places in `edges`.
  struct Node {
    let dimension: Int
    let edges: Range<Int>
  }

  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  private(set) var parts: [Run] = []
  private var known: [Int: [Int]] = [:]
  private var order: [(function: Function, part: Run)] = []

  /// Forgets all nodes.
  mutating func removeAll() {
    nodes.removeAll(keepingCapacity: true)
    edges.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    known.removeAll(keepingCapacity: true)
  }

  /// The function of a field's parts, which are given in order, disjoint, and those that lead to nothing left out.
  mutating func function(dimension: Int, size: Int32, _ pieces: [(function: Function, part: Run)]) -> Function {
    guard let first = pieces.first else { return .nothing }
    if pieces.count == 1, first.part.count == size { return first.function }
    let edgeStart = edges.count
    let partStart = parts.count
    var hash = dimension
    order.removeAll(keepingCapacity: true)
    order += pieces
    if pieces.count > 1 {
      order.sort { ($0.function.code, $0.part.first) < ($1.function.code, $1.part.first) }
    }
    var start = partStart
    for index in order.indices {
      let (function, part) = order[index]
      if index > 0, order[index - 1].function == function, parts[parts.count - 1].last + 1 == part.first {
        parts[parts.count - 1].last = part.last
      } else {
        parts.append(part)
      }
      if index + 1 == order.count || order[index + 1].function != function {
        edges.append(Edge(function: function, parts: start..<parts.count))
        hash = (hash &* 31 &+ Int(function.code)) &* 0x9E37_79B9
        for place in start..<parts.count {
          hash = (hash &+ Int(parts[place].first) << 20 &+ Int(parts[place].last)) &* 31
        }
        start = parts.count
      }
    }
    if edges.count == edgeStart + 1, parts.count == partStart + 1, parts[partStart].count == size {
      let function = edges[edgeStart].function
      edges.removeLast()
      parts.removeLast()
      return function
    }
    let new = edgeStart..<edges.count
    if let same = known[hash]?.first(where: { isSame($0, dimension, new) }) {
      edges.removeSubrange(edgeStart...)
      parts.removeSubrange(partStart...)
      return Function(code: Int32(same) + 1)
    }
    known[hash, default: []].append(nodes.count)
    nodes.append(Node(dimension: dimension, edges: new))
    return Function(code: Int32(nodes.count))
  }

  private func isSame(_ number: Int, _ dimension: Int, _ new: Range<Int>) -> Bool {
    let node = nodes[number]
    guard node.dimension == dimension, node.edges.count == new.count else { return false }
    return zip(node.edges, new).allSatisfy { old, new in
      edges[old].function == edges[new].function && parts[edges[old].parts] == parts[edges[new].parts]
    }
  }

  /// The function that says a value where this one does, and nothing else.
  mutating func restricted(
    _ function: Function, to value: Int, sizes: [Int32], memo: inout [Function: Function]
  ) -> Function {
    if let constant = function.constant { return constant == value ? function : .nothing }
    guard let number = function.node else { return .nothing }
    if let done = memo[function] { return done }
    let node = nodes[number]
    var pieces: [(function: Function, part: Run)] = []
    for place in node.edges {
      let edge = edges[place]
      let rest = restricted(edge.function, to: value, sizes: sizes, memo: &memo)
      if rest == .nothing { continue }
      for part in edge.parts { pieces.append((rest, parts[part])) }
    }
    let out = self.function(dimension: node.dimension, size: sizes[node.dimension], pieces)
    memo[function] = out
    return out
  }

  /// Every path to a constant: the parts of each field, nil where the path does not tell them apart.
  func forEachPath(_ function: Function, dimensions: Int, _ body: (_ parts: [Range<Int>?], _ value: Int) -> Void) {
    var path = [Range<Int>?](repeating: nil, count: dimensions)
    func walk(_ function: Function) {
      if let value = function.constant { return body(path, value) }
      guard let number = function.node else { return }
      let node = nodes[number]
      for place in node.edges {
        path[node.dimension] = edges[place].parts
        walk(edges[place].function)
      }
      path[node.dimension] = nil
    }
    walk(function)
  }
}
