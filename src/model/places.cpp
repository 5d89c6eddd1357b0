#include "model/places.hpp"

#include "base/json_text.hpp"

namespace northline {

void append_pointer(std::string& pointer, std::string_view token) {
  pointer.push_back('/');
  for (const char c : token) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer.push_back(c);
  }
}

namespace {

std::string element_pointer(const Snapshot& s, Element local) {
  std::string p;
  if (local == root_element) return p;
  append_pointer(p, info(s.kind(local)).member);
  append_pointer(p, s.id(local));
  return p;
}

std::size_t string_length(std::string_view t, std::size_t at) { return json::skip_string(t, at) - at; }

} // namespace

Spot document_spot() { return {"", 0, 0, true}; }

Spot element_spot(const View& v, Element e) {
  const View::Where w = v.where(e);
  Spot s;
  s.pointer = element_pointer(*w.home, w.local);
  if (w.home != &v.base() || !v.base().shared_text()->has_places()) return s;
  s.in_text = true;
  if (w.local == root_element) return s;
  s.offset = w.home->key_at(w.local);
  s.length = string_length(w.home->text(), s.offset);
  return s;
}

Spot member_spot(const View& v, Element e, std::string_view member) {
  const View::Where w = v.where(e);
  const std::string_view t = w.home->text();
  const std::size_t at = json::find_member(t, w.home->body_at(w.local), member);
  if (at == std::string_view::npos) return element_spot(v, e);
  Spot s;
  s.pointer = element_pointer(*w.home, w.local);
  append_pointer(s.pointer, member);
  if (w.home != &v.base() || !v.base().shared_text()->has_places()) return s;
  s.in_text = true;
  s.offset = at;
  s.length = json::skip_value(t, at) - at;
  return s;
}

Spot target_spot(const View& v, Element e, Relation r, std::string_view target) {
  const View::Where w = v.where(e);
  const std::string_view t = w.home->text();
  Spot s = member_spot(v, e, info(r).name);
  const std::size_t at = json::find_member(t, w.home->body_at(w.local), info(r).name);
  if (at == std::string_view::npos || t[at] == '"') return s;
  std::string scratch;
  std::size_t index = 0;
  for (json::Walker k(t, at); k.next(); ++index) {
    const std::size_t named = k.is_object() ? k.key_at() : k.value_at();
    if (t[named] != '"' || json::decode(json::raw_string(t, named), scratch) != target) continue;
    append_pointer(s.pointer, k.is_object() ? target : std::string_view(std::to_string(index)));
    if (s.in_text) {
      s.offset = named;
      s.length = string_length(t, named);
    }
    return s;
  }
  return s;
}

Spot offset_spot(const Snapshot& snapshot, Element inside, std::size_t offset) {
  const std::string_view t = snapshot.text();
  Spot s;
  s.in_text = snapshot.shared_text()->has_places();
  s.offset = offset;
  std::size_t at = snapshot.body_at(inside);
  s.pointer = element_pointer(snapshot, inside);
  if (inside != root_element && offset < at) { // the element's own key
    s.length = string_length(t, offset);
    return s;
  }
  std::string scratch;
  for (bool deeper = at != offset; deeper;) {
    deeper = false;
    std::size_t index = 0;
    for (json::Walker k(t, at); k.next(); ++index) {
      if (offset >= k.value_end()) continue;
      if (k.is_object() ? offset < k.key_at() : offset < k.value_at()) break;
      append_pointer(s.pointer, k.is_object() ? json::decode(k.raw_key(), scratch)
                                              : std::string_view(std::to_string(index)));
      if (offset < k.value_at()) break; // the key itself
      at = k.value_at();
      deeper = at != offset && (t[at] == '{' || t[at] == '[');
      break;
    }
  }
  s.length = json::skip_value(t, offset) - offset;
  return s;
}

} // namespace northline
