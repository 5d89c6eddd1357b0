#include "model/view.hpp"

#include "base/json_text.hpp"

namespace northline {

Element View::find(std::string_view id) const {
  if (o_) {
    const Element e = o_->find(id);
    if (e != no_element) return e;
  }
  const Element e = b_->find(id);
  return e != no_element && alive(e) ? e : no_element;
}

std::uint32_t View::count(Kind k) const {
  if (!o_ && !b_->any_dead()) return b_->count(k);
  std::uint32_t n = 0;
  each(k, [&](Element) { ++n; });
  return n;
}

bool View::has(Element e, unsigned attribute) const {
  const Where w = where(e);
  const Kind k = w.home->kind(w.local);
  NORTHLINE_READ(attribute(e, k, attribute));
  const std::size_t row = w.local - w.home->first(k);
  const ColumnSet& c = w.home->cells(k);
  const double x = c.number(attribute, row);
  return !std::isnan(x) || special_index(x) >= 0 || c.word(attribute, row) != 0 ||
         c.byte(attribute, row) != 0;
}

std::string View::decoded(Raw raw) {
  if (!raw.known()) return {};
  std::string scratch;
  return std::string(json::string_at(raw.text, raw.at, scratch));
}

std::uint32_t EdgeRange::size() const {
  if (!filter_) return last_ - first_;
  std::uint32_t n = 0;
  for (iterator i = begin(); i != end(); ++i) ++n;
  return n;
}

EdgeRange::Place EdgeRange::settled(EdgeRange range, Place p) {
  const Overlay& o = *range.view_->o_;
  while (p.segment == 0) {
    const std::uint32_t i = range.list_ ? range.list_[p.at] : p.at;
    if (!o.overlaid(range.table_->source[i])) break;
    if (++p.at == range.last_) p = {range.extra_first_, 1};
  }
  return p;
}

} // namespace northline
