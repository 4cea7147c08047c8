import Loading

/// What one text under a name loads as.
func load(_ text: String, name: String = "test.json") -> Loaded {
  Loader.load(texts: [(name, Array(text.utf8))])
}
