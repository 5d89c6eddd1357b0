#pragma once
// XML before it is parsed: one text encoding, proof that it is well formed, and where each element begins
// and ends.
//
// pugixml is fast because it believes what it reads: it takes a bare '&', two roots, repeated attributes and
// broken UTF-8 as they come, and never says where an element ended. A plan that was cut in half in the post
// must not be read as a shorter plan, so the text is proved here first and pugixml builds the tree from it.
#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

struct XmlLimits {
  std::size_t max_bytes = std::size_t{64} << 20;
  std::size_t max_depth = 128;
  std::size_t max_elements = 1000000;
};

/// An element's source: from its '<' to behind the '>' of its end.
struct XmlSpan {
  std::uint32_t begin, end;
};

struct XmlPosition {
  std::uint32_t line = 1, column = 1; ///< from 1; columns count code points
};

struct XmlText {
  Status status = Status::not_xml; ///< ok, not_xml or limit
  std::string message;             ///< why not, as a whole sentence
  std::size_t offset = 0;          ///< where, in `text`
  std::string text;                ///< the whole document as UTF-8 without byte order mark
  std::vector<XmlSpan> spans;      ///< of every element, in the order of their beginnings
  std::string declared;            ///< the encoding that the document says it has, if the bytes say otherwise
};

/// Reads UTF-8, UTF-16 (by its byte order mark or its first bytes), ISO-8859-1 and windows-1252 (by
/// declaration).
XmlText read_xml_text(std::string_view bytes, const XmlLimits& limits);

/// Lines end with LF, CR or CRLF. One call walks the text from its start: see `XmlPositions` for many.
XmlPosition xml_position(std::string_view text, std::size_t offset);

/// Positions for ascending offsets in one walk over the text, however many are asked for. Plans come as a
/// single line of many thousand characters; `PlaceFinder` counts each column from the start of its line.
class XmlPositions {
public:
  explicit XmlPositions(std::string_view text) : text_(text) {}
  XmlPosition at(std::size_t offset);

private:
  std::string_view text_;
  std::size_t offset_ = 0;
  XmlPosition here_;
};

} // namespace northline
