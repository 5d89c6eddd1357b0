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
  return std::string(json::decode(json::raw_string(raw.text, raw.at), scratch));
}

std::uint32_t EdgeRange::size() const {
  if (!filter_) return last_ - first_;
  std::uint32_t n = 0;
  for (iterator i = begin(); i != end(); ++i) ++n;
  return n;
}

void EdgeRange::iterator::settle() {
  const Overlay& o = *range_->view_->o_;
  while (segment_ == 0) {
    const std::uint32_t i = range_->list_ ? range_->list_[at_] : at_;
    if (!o.overlaid(range_->table_->source[i])) return;
    if (++at_ == range_->last_) {
      segment_ = 1;
      at_ = range_->extra_first_;
    }
  }
}

} // namespace northline
