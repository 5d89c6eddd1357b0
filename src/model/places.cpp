#include "model/places.hpp"

#include "base/json_text.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace northline {

// ---- the index --------------------------------------------------------------------------------------------

struct PlaceIndex::Wide {
  struct Row {
    std::uint32_t key_at, value_at, value_end;
  };
  std::vector<Row> rows;
  std::vector<std::pair<std::size_t, std::uint32_t>> names; ///< hash and row, sorted
};
struct PlaceIndex::Memory {
  std::mutex mutex;
  std::map<const char*, Wide> wide; ///< by the bracket's address: a view may have two texts
};
PlaceIndex::PlaceIndex(bool remembers) : memory_(remembers ? std::make_unique<Memory>() : nullptr) {}
PlaceIndex::~PlaceIndex() = default;

namespace {

/// Shorter values are walked every time: remembering each element would need more memory than the elements.
constexpr std::size_t long_walk = 4096;

PlaceIndex::Item item_of(const json::Walker& k, std::size_t index) {
  return {k.is_object() ? k.key_at() : k.value_at(), k.value_at(), k.value_end(), index};
}

/// What a member or item is called by; false for an item that is no text.
bool is_named(std::string_view t, std::size_t at, std::string_view name, std::string& scratch) {
  return t[at] == '"' && json::string_at(t, at, scratch) == name;
}

} // namespace

const PlaceIndex::Wide* PlaceIndex::wide(std::string_view t, std::size_t at) const {
  if (!memory_) return nullptr;
  const std::lock_guard<std::mutex> lock(memory_->mutex);
  const auto known = memory_->wide.find(t.data() + at);
  if (known != memory_->wide.end()) return &known->second;
  if (json::skip_value(t.substr(0, std::min(t.size(), at + long_walk)), at) < at + long_walk) return nullptr;
  Wide w;
  std::string scratch;
  for (json::Walker k(t, at); k.next();) {
    const Item i = item_of(k, w.rows.size());
    if (t[i.key_at] == '"')
      w.names.emplace_back(std::hash<std::string_view>()(json::string_at(t, i.key_at, scratch)),
                           static_cast<std::uint32_t>(w.rows.size()));
    w.rows.push_back({static_cast<std::uint32_t>(i.key_at), static_cast<std::uint32_t>(i.value_at),
                      static_cast<std::uint32_t>(i.value_end)});
  }
  std::sort(w.names.begin(), w.names.end());
  return &memory_->wide.emplace(t.data() + at, std::move(w)).first->second;
}

bool PlaceIndex::named(std::string_view t, std::size_t at, std::string_view name, Item& found) const {
  std::string scratch;
  if (const Wide* w = wide(t, at)) {
    const std::size_t hash = std::hash<std::string_view>()(name);
    for (auto n = std::lower_bound(w->names.begin(), w->names.end(), std::pair{hash, 0U});
         n != w->names.end() && n->first == hash; ++n) {
      const Wide::Row& r = w->rows[n->second];
      if (!is_named(t, r.key_at, name, scratch)) continue;
      found = {r.key_at, r.value_at, r.value_end, n->second};
      return true;
    }
    return false;
  }
  std::size_t index = 0;
  for (json::Walker k(t, at); k.next(); ++index) {
    found = item_of(k, index);
    if (is_named(t, found.key_at, name, scratch)) return true;
  }
  return false;
}

bool PlaceIndex::around(std::string_view t, std::size_t at, std::size_t offset, Item& found) const {
  if (const Wide* w = wide(t, at)) {
    const auto r = std::upper_bound(w->rows.begin(), w->rows.end(), offset,
                                    [](std::size_t o, const Wide::Row& row) { return o < row.value_end; });
    if (r == w->rows.end() || offset < r->key_at) return false;
    found = {r->key_at, r->value_at, r->value_end, static_cast<std::size_t>(r - w->rows.begin())};
    return true;
  }
  std::size_t index = 0;
  for (json::Walker k(t, at); k.next(); ++index) {
    if (offset >= k.value_end()) continue;
    found = item_of(k, index);
    return offset >= found.key_at;
  }
  return false;
}

// ---- places -----------------------------------------------------------------------------------------------

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

Spot member_spot(const View& v, Element e, std::string_view member, const PlaceIndex& places) {
  const View::Where w = v.where(e);
  const std::string_view t = w.home->text();
  PlaceIndex::Item found;
  if (!places.named(t, w.home->body_at(w.local), member, found)) return element_spot(v, e);
  Spot s;
  s.pointer = element_pointer(*w.home, w.local);
  append_pointer(s.pointer, member);
  if (w.home != &v.base() || !v.base().shared_text()->has_places()) return s;
  s.in_text = true;
  s.offset = found.value_at;
  s.length = found.value_end - found.value_at;
  return s;
}

Spot target_spot(const View& v, Element e, Relation r, std::string_view target, const PlaceIndex& places) {
  const View::Where w = v.where(e);
  const std::string_view t = w.home->text();
  Spot s = member_spot(v, e, info(r).name, places);
  PlaceIndex::Item member, found;
  if (!places.named(t, w.home->body_at(w.local), info(r).name, member) || t[member.value_at] == '"') return s;
  if (!places.named(t, member.value_at, target, found)) return s;
  append_pointer(s.pointer,
                 t[member.value_at] == '{' ? target : std::string_view(std::to_string(found.index)));
  if (s.in_text) {
    s.offset = found.key_at;
    s.length = string_length(t, found.key_at);
  }
  return s;
}

Spot offset_spot(const Snapshot& snapshot, Element inside, std::size_t offset, const PlaceIndex& places) {
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
  while (at != offset && (t[at] == '{' || t[at] == '[')) {
    PlaceIndex::Item found;
    if (!places.around(t, at, offset, found)) break;
    append_pointer(s.pointer, t[at] == '{' ? json::string_at(t, found.key_at, scratch)
                                           : std::string_view(std::to_string(found.index)));
    if (offset < found.value_at) break; // the key itself
    at = found.value_at;
  }
  s.length = json::skip_value(t, offset) - offset;
  return s;
}

} // namespace northline
