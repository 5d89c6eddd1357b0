#include "report/names.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace northline {

std::string named(const View& view, Element e) {
  const std::string title = view.text(field::common::title, e);
  const std::string id(view.id(e));
  return title.empty() || title == id ? fmt::format("\"{}\"", id) : fmt::format("\"{}\" ({})", id, title);
}

std::string listed(const View& view, std::span<const Element> list, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < std::min(list.size(), most); ++i)
    out += fmt::format("{}\"{}\"", i ? ", " : "", view.id(list[i]));
  if (list.size() > most) out += fmt::format(" and {} more", list.size() - most);
  return out;
}

void write_ids(JsonOut& json, const View& view, std::span<const Element> list) {
  json.open('[');
  for (const Element e : list) json.string(view.id(e));
  json.close(']');
}

} // namespace northline
