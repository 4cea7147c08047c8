/// What a picture is written in.
package enum PictureFormat: String, CaseIterable, Sendable {
  case mermaid, dot, svg

  func text(_ picture: Picture) -> String {
    switch self {
    case .mermaid: PictureMermaid.text(picture)
    case .dot: PictureDot.text(picture)
    case .svg: PictureSVG.text(picture)
    }
  }
}
